package transcript

import "github.com/acdkit/acdkit/chat"

// both is a telling that is the same for everybody.
func both(english, korean string) telling {
	return telling{phrase{english, korean}, phrase{english, korean}}
}

// What the customer reads (own) and what the staff reads (other) of what is about the customer.
var (
	opened       = telling{phrase{"You started the chat.", "채팅을 시작하셨습니다."}, phrase{"{who} started the chat.", "{who} 채팅을 시작했습니다."}}
	queued       = telling{phrase{"You are waiting for an agent.", "상담사 연결을 기다리고 있습니다."}, phrase{"The chat is waiting in {queue}.", "채팅이 {queue}에서 대기 중입니다."}}
	held         = telling{phrase{"You are on hold. Please wait.", "잠시만 기다려 주세요."}, phrase{"The customer is on hold.", "고객이 보류 상태입니다."}}
	retrieved    = telling{phrase{"You are no longer on hold.", "상담이 다시 이어집니다."}, phrase{"The customer is no longer on hold.", "고객의 보류가 해제되었습니다."}}
	customerLeft = telling{phrase{"You left the chat.", "채팅을 나가셨습니다."}, phrase{"The customer left the chat.", "고객이 채팅을 나갔습니다."}}
	disconnected = telling{phrase{"Your connection was lost.", "연결이 끊겼습니다."}, phrase{"The customer's connection was lost.", "고객의 연결이 끊겼습니다."}}
	reconnected  = telling{phrase{"You are connected again.", "다시 연결되었습니다."}, phrase{"The customer is connected again.", "고객이 다시 연결되었습니다."}}
	dropped      = telling{disconnected.own, phrase{"{whom}'s connection was lost.", "{whom}의 연결이 끊겼습니다."}} // an agent's
	returned     = telling{reconnected.own, phrase{"{whom} is connected again.", "{whom}의 연결이 복구되었습니다."}}
	transferred  = telling{phrase{"You are being connected to somebody else.", "다른 담당자에게 연결 중입니다."}, phrase{"The chat was transferred to {target}.", "채팅이 {target} 전환되었습니다."}}
)

// handedOver is what is said when the bot's part is over. The customer is not told that it failed.
var handedOver = map[chat.Cause]telling{
	chat.Asked:     {phrase{"You asked for an agent.", "상담사 연결을 요청하셨습니다."}, phrase{"The customer asked for an agent.", "고객이 상담사 연결을 요청했습니다."}},
	chat.ByBot:     {connecting, phrase{"The bot handed the chat over.", "챗봇이 상담사 연결을 요청했습니다."}},
	chat.BotFailed: {connecting, phrase{"The bot failed. An agent was asked for.", "챗봇 오류로 상담사 연결을 요청했습니다."}},
	chat.BotSlow:   {connecting, phrase{"The bot took too long. An agent was asked for.", "챗봇 응답이 늦어 상담사 연결을 요청했습니다."}},
	"":             {connecting, phrase{"An agent was asked for.", "상담사 연결을 요청했습니다."}},
}

var connecting = phrase{"You are being connected to an agent.", "상담사에게 연결 중입니다."}

// joined and left are by role; the one of no role is for all others.
var (
	joined = map[chat.Role]telling{
		chat.RoleMonitor: {phrase{"You are monitoring the chat.", "채팅 모니터링을 시작했습니다."}, phrase{"{who} is monitoring the chat.", "{who} 채팅 모니터링을 시작했습니다."}},
		chat.RoleWhisper: {phrase{"You joined the chat. The customer does not see you.", "채팅에 참여했습니다. 고객에게는 보이지 않습니다."}, phrase{"{who} joined the chat, unseen by the customer.", "{who} 고객에게 보이지 않게 채팅에 참여했습니다."}},
		"":               {phrase{"You joined the chat.", "채팅에 참여했습니다."}, phrase{"{who} joined the chat.", "{who} 채팅에 참여했습니다."}},
	}
	left = map[chat.Role]telling{
		chat.RoleMonitor: {phrase{"You stopped monitoring the chat.", "채팅 모니터링을 마쳤습니다."}, phrase{"{who} stopped monitoring the chat.", "{who} 채팅 모니터링을 마쳤습니다."}},
		"":               {phrase{"You left the chat.", "채팅을 나갔습니다."}, phrase{"{who} left the chat.", "{who} 채팅을 나갔습니다."}},
	}
)

// The agent who passes the contact on, the one who was asked to join, and who ends it.
var (
	passedOn    = telling{phrase{"You transferred the chat to {target}.", "채팅을 {target} 전환했습니다."}, phrase{"{who} transferred the chat to {target}.", "{who} 채팅을 {target} 전환했습니다."}}
	reassigned  = telling{phrase{"You reassigned the chat to {target}.", "채팅을 {target} 재배정했습니다."}, phrase{"{who} reassigned the chat to {target}.", "{who} 채팅을 {target} 재배정했습니다."}}
	invited     = telling{phrase{"You were asked to join.", "참여 요청을 받았습니다."}, phrase{"{whom} was asked to join.", "{whom}에게 참여를 요청했습니다."}}
	inviteEnded = map[chat.Cause]telling{
		chat.Missed:    {phrase{"You did not answer the request to join.", "참여 요청에 응답하지 않았습니다."}, phrase{"{who} did not answer the request to join.", "{who} 참여 요청에 응답하지 않았습니다."}},
		chat.Declined:  {phrase{"You declined to join.", "참여 요청을 거절했습니다."}, phrase{"{who} declined to join.", "{who} 참여 요청을 거절했습니다."}},
		chat.Withdrawn: both("The request to join was withdrawn.", "참여 요청이 취소되었습니다."),
		"":             both("The request to join has ended.", "참여 요청이 종료되었습니다."),
	}
	endedByAgent = telling{phrase{"You ended the chat.", "채팅을 종료했습니다."}, phrase{"{who} ended the chat.", "{who} 채팅을 종료했습니다."}}
)

// warned and expired are by who was silent.
var (
	warned = map[chat.Role]telling{
		chat.RoleAgent: both("The customer has been waiting long for an answer.", "고객이 답변을 오래 기다리고 있습니다."),
		"":             {phrase{"Are you still there? Without an answer, the chat will end.", "아직 계신가요? 답변이 없으면 채팅이 종료됩니다."}, phrase{"The customer has been silent for long.", "고객이 오랫동안 응답하지 않습니다."}},
	}
	expired = map[chat.Role]telling{
		chat.RoleAgent: both("There was no answer for too long.", "오랫동안 답변이 없었습니다."),
		"":             {phrase{"You did not answer for too long.", "오랫동안 응답하지 않으셨습니다."}, phrase{"The customer did not answer for too long.", "고객이 오랫동안 응답하지 않았습니다."}},
	}
	guestLost   = both("The guest's connection was lost for too long.", "참여한 상담사의 연결이 오랫동안 끊겨 있었습니다.")
	expiredLost = telling{phrase{"Your connection was lost for too long.", "연결이 오랫동안 끊겨 있었습니다."}, phrase{"The customer's connection was lost for too long.", "고객의 연결이 오랫동안 끊겨 있었습니다."}}
)

// endings are what the customer reads of the end (W2), by its cause.
var endings = map[chat.Cause]phrase{
	chat.AgentEnded:     {"{who} left. The chat has ended.", "{who} 채팅을 나갔습니다. 채팅이 종료되었습니다."},
	chat.LeftByCustomer: {"You left. The chat has ended.", "채팅을 나가셨습니다. 채팅이 종료되었습니다."},
	chat.Abandoned:      {"You left. The chat has ended.", "채팅을 나가셨습니다. 채팅이 종료되었습니다."},
	chat.Idle:           {"There was no answer for too long. The chat has ended.", "오랫동안 응답이 없어 채팅이 종료되었습니다."},
	chat.Lost:           {"The connection was lost. The chat has ended.", "연결이 끊겨 채팅이 종료되었습니다."},
	chat.TransferMissed: {"Nobody was free to go on. The chat has ended.", "연결 가능한 상담사가 없어 채팅이 종료되었습니다."},
	chat.QueueFull:      {"Too many people are waiting now. The chat has ended.", "대기 고객이 많아 채팅이 종료되었습니다."},
	chat.QueueClosed:    {"We are closed now. The chat has ended.", "상담 시간이 아니어서 채팅이 종료되었습니다."},
	"":                  {"The chat has ended.", "채팅이 종료되었습니다."},
}

// reasons are the causes as the staff reads them behind a colon.
var reasons = map[chat.Cause]phrase{
	chat.Asked:          {"the customer asked for an agent", "고객이 상담사 요청"},
	chat.ByBot:          {"the bot handed over", "챗봇이 상담사 요청"},
	chat.BotFailed:      {"the bot failed", "챗봇 오류"},
	chat.BotSlow:        {"the bot took too long", "챗봇 응답 지연"},
	chat.Missed:         {"no answer", "응답 없음"},
	chat.Declined:       {"declined", "거절"},
	chat.Withdrawn:      {"withdrawn", "취소"},
	chat.Passed:         {"transferred", "전환"},
	chat.Reassigned:     {"reassigned", "재배정"},
	chat.Idle:           {"no answer for too long", "장시간 응답 없음"},
	chat.Lost:           {"the connection was lost", "연결 끊김"},
	chat.AgentEnded:     {"an agent ended it", "상담사가 종료"},
	chat.LeftByCustomer: {"the customer left", "고객이 나감"},
	chat.Abandoned:      {"the customer left before an agent came", "상담사 연결 전 고객이 나감"},
	chat.TransferMissed: {"the transfer was not accepted", "전환이 수락되지 않음"},
	chat.QueueFull:      {"the queue is full", "대기열이 가득 참"},
	chat.QueueClosed:    {"the queue is closed", "대기열 운영 시간 아님"},
	chat.Vanished:       {"for an unknown reason", "알 수 없는 사유"},
}

var (
	endedFor  = phrase{"The chat has ended: {cause}.", "채팅이 종료되었습니다: {cause}."}
	hidden    = phrase{"Something in an earlier message was hidden.", "이전 메시지의 일부 내용을 가렸습니다."}
	unpassed  = phrase{"Your message was not sent as it was.", "메시지가 원래대로 전달되지 않았습니다."}
	receiptOf = map[bool]telling{
		true:  {phrase{"You have read everything up to entry {n}.", "{n}번 항목까지 읽었습니다."}, phrase{"{who} has read everything up to entry {n}.", "{who} {n}번 항목까지 읽었습니다."}},
		false: {phrase{"You have received everything up to entry {n}.", "{n}번 항목까지 받았습니다."}, phrase{"{who} has received everything up to entry {n}.", "{who} {n}번 항목까지 받았습니다."}},
	}
)

// one returns the entry of a key, or what is there for all others.
func one[K ~string, V any](table map[K]V, key K) V {
	if v, ok := table[key]; ok {
		return v
	}
	return table[""]
}
