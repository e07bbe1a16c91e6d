package scanbench

var items = []string{
	"running shoes", "winter coat", "coffee grinder", "desk lamp", "phone case", "garden hose", "rain jacket", "kettle",
	"headphones", "standing desk", "bike light", "espresso cups", "hiking boots", "wool blanket", "water bottle",
}

var names = []string{"Alice", "Jordan", "Mina", "Carlos", "Priya", "Tom", "Yuna", "Marta", "Kofi", "Ingrid", "Sam", "Leila"}

var english = []string{
	"Hi there, thanks for getting back to me so quickly.",
	"Hello, my name is {name}, how can I help you today?",
	"I bought the {item} from your shop and it does not work any more.",
	"The {item} arrived yesterday, but the box was open and a part is missing.",
	"Could you please tell me where my parcel is?",
	"I am sorry to hear that, let me have a look for you.",
	"One moment please, I am checking this with the warehouse.",
	"It says that the payment failed, but the money has left my account.",
	"Do you have the {item} in a larger size, or in another color?",
	"No worries at all, take your time!",
	"I have already tried to reset my password, and nothing comes to my inbox.",
	"Can I speak to a manager about this?",
	"We will send a new {item} to you today, and you need not return the old one.",
	"That would be great, thank you so much.",
	"Is there anything else that I can do for you?",
	"No, that is all for now. Have a nice day, {name}.",
	"I don't understand why this takes so long, honestly.",
	"The courier rang the bell and left before I could open the door :(",
	"You will find the form on our website, under help and returns.",
	"Please note that the refund goes to the method you paid with.",
	"My neighbour has ordered the same {item}, and hers was delivered last week.",
	"Sure, what is the email address that you used for the order?",
	"It is the one that I am writing from.",
	"Thank you for confirming, {name}. I can see your account now.",
	"Unfortunately the {item} is out of stock until next month.",
	"ok",
	"yes please",
	"I'd rather have my money back than wait any longer, if that is possible.",
	"We have made a note of it, and a colleague will call you back tomorrow morning.",
	"The app closes itself whenever I open the page of the {item}.",
	"Which phone do you have, and have you installed the latest update?",
	"Great service as always, I will tell my friends about you!",
}

var englishNumbers = []string{
	"My order number is {order}.",
	"It was delivered on {date}, the tracking page says so.",
	"You charged me ${price} in place of ${price}.",
	"The shop opens at {time} and closes at {time}.",
	"I have been waiting for {few} days now.",
	"I ordered {few} of them on {date}, order {order}.",
	"We can give you {few}% off the next {item}.",
	"Can somebody call me back at {time}, please?",
}

var hangul = []string{
	"안녕하세요, 무엇을 도와드릴까요?",
	"지난주에 주문한 상품이 아직 도착하지 않았어요.",
	"불편을 드려 정말 죄송합니다. 바로 확인해 보겠습니다.",
	"배송 주소를 바꾸고 싶은데 가능할까요?",
	"네, 그렇게 해 주세요. 감사합니다.",
	"결제는 되었는데 주문 내역에 아무것도 나오지 않습니다.",
	"잠시만 기다려 주시면 담당 부서에 문의해 드리겠습니다.",
	"환불은 결제하신 수단으로 진행되며 며칠 정도 걸릴 수 있습니다.",
	"상자가 열려 있었고 구성품 하나가 빠져 있었어요.",
	"고객님, 성함과 가입하신 이메일 주소를 알려 주시겠어요?",
	"비밀번호를 다시 설정했는데도 로그인이 안 돼요.",
	"다른 색상이나 더 큰 사이즈도 있나요?",
	"그 상품은 현재 품절이라 다음 달에 다시 들어올 예정입니다.",
	"더 궁금하신 점이 있으시면 언제든지 말씀해 주세요.",
}

var hangulNumbers = []string{
	"주문번호는 {order}입니다.",
	"{day}일 오후 {time}에 받았어요.",
	"{won}원이 두 번 결제되었습니다.",
	"{few}일 안에 처리해 드리겠습니다.",
}

// cardLines have a card number in them, beside a word for it or not.
var cardLines = []string{
	"My card is {card}, please charge that one.",
	"{card}",
	"You can use {card} for the rest of it.",
	"카드번호는 {card}입니다",
	"sure, it is {card} and the name on it is the same",
}
