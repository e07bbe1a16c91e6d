// Package faq is a bot that answers by a script: greetings, questions with their answers, and when to hand over to an
// agent (requirement B1). It implements chat.Responder.
//
//	bot := &faq.Bot{Scripts: []faq.Script{{
//		Language: "ko", Greeting: "무엇을 도와드릴까요?", Fallback: "다시 한번 말씀해 주시겠어요?",
//		Answers:  []faq.Answer{{Questions: []string{"환불 기간"}, Text: "환불은 사흘 걸립니다."}},
//	}}}
//
// # What a bot says
//
// Of its scripts, the bot takes the one in the customer's language: the first with the same tag, else the first in
// the same language (ko for ko-KR), else the first. Then, for each turn:
//
//   - If nothing was said yet, the Greeting.
//   - If one of the HandOverWords occurs, it hands over.
//   - If a question matches, its answer.
//   - The Fallback; but if the bot's last MaxFallbacks messages were that already, it hands over.
//
// The bot keeps nothing in mind: the same turn gets the same answer, and a turn has all that it needs.
//
// # What matches
//
// Texts are taken apart into words: letters and digits in a row, with a border between Hangul and others, so that
// "PDF를" is "PDF" and "를". Letter case, full-width and decomposed forms and invisible characters make no difference.
//
// A question matches when all of its words occur, in any order. A word occurs as itself; a Korean one of two or more
// syllables also at the beginning of a longer one: 환불 occurs in "환불은" and "환불하고". A Korean word of one
// syllable occurs as itself or with one of these particles behind it, and so 돈 occurs in "돈을", but not in "돈까스":
//
//	가 과 까지 께 나 는 대로 도 라도 랑 로 를 마다 만 밖에 부터 에 에게 에서 와 은 을 의 이 이나 이라도 이랑 조차 처럼 하고 한테 으로 보다
//
// Of the questions that match, the one with the most words wins, then the longest, then the first. So write what
// sets a question apart, without particles: "환불 기간", not "환불은 얼마나 걸리나요?". In languages without spaces
// between words (Chinese, Japanese, Thai) little will match.
//
// # Duties of the caller
//
//  1. Call Validate when an administrator has changed the scripts. A bot whose scripts are not valid answers nothing
//     but the error, and chat hands its customers over.
//  2. Write texts that the Guard lets through: it looks at what bots say, too (P1). A Fallback that it changes is not
//     recognised as one, and the bot goes on saying it.
//  3. Leave the scripts alone once the bot has answered; make a new Bot for new ones.
package faq
