package chattest

import (
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
	"github.com/acdkit/acdkit/pci/extract"
)

var (
	kim = chat.Party{Member: chat.AgentMember("김하나"), Role: chat.RoleAgent, Name: "김하나 🌸"}
	lee = chat.Party{Member: chat.AgentMember("team/lee"), Role: chat.RoleGuest, Name: "Lee \"이\" <O'Neil>"}
	sup = chat.Party{Member: chat.AgentMember("sup"), Role: chat.RoleMonitor}
)

// payloads has every kind of payload, with all fields set, and some with none.
var payloads = []chat.Payload{
	chat.Opened{
		Contact: "상담 1", Customer: "cust/1", Name: "박둘", Queue: "sales", QueueName: "영업 1팀", Language: "ko-KR", Bot: "챗봇 🤖",
		Timers: chat.Timers{
			CustomerWarn: time.Minute, CustomerEnd: 2 * time.Minute, AgentWarn: time.Second, AgentEnd: chat.MaxTimer, Grace: -1, Bot: 1,
		},
	},
	chat.Opened{Contact: "c", Queue: "q"},
	chat.Said{
		ID: "0190-m/1", From: kim, To: chat.Staff, Text: "첨부했습니다 📎\n다음 줄", Redacted: true,
		Files: []attachment.File{
			{ID: "f1", Name: "견적서 (최종).pdf", Size: 1<<31 + 1, Type: "application/pdf", Active: true},
			{ID: "f2", Name: "a\u202egnp.exe", Size: 1, Type: "text/plain; charset=utf-8", Macros: true, Encrypted: true},
			{ID: "f3", Name: `"; x=y`, Type: "image/png"},
		},
	},
	chat.Said{ID: "m", From: chat.Party{Member: chat.Customer, Role: chat.RoleCustomer}, Text: "?"},
	chat.Noticed{Member: chat.Customer, ID: "m1", Notices: []pci.Notice{
		{Outcome: pci.Redacted, Field: pci.Body, Kinds: pci.CardData},
		{Outcome: pci.Warned, Field: pci.Attachment, File: 2, Kinds: pci.AllKinds, Cause: extract.Encrypted},
		{Outcome: pci.Dropped},
	}},
	chat.Revised{Of: 3, To: chat.Staff, Text: "**** **** 가", Names: []string{"****.pdf", "", "견적서.txt"}},
	chat.Revised{Of: 1},
	chat.HandedOver{Cause: chat.BotSlow},
	chat.Queued{Queue: "sales/2", Name: "영업 2팀"},
	chat.Queued{Queue: "sales"},
	chat.Joined{Party: kim},
	chat.Left{Party: sup, Cause: chat.Passed},
	chat.Left{Party: sup},
	chat.Transferred{From: kim, Queue: "billing", QueueName: "청구", To: lee, By: "sup"},
	chat.Transferred{},
	chat.Invited{Guest: lee},
	chat.InviteEnded{Guest: lee, Cause: chat.Missed},
	chat.Held{On: true},
	chat.Held{},
	chat.CustomerLeft{},
	chat.Disconnected{},
	chat.Reconnected{},
	chat.Warned{Of: chat.RoleCustomer},
	chat.Expired{Of: chat.RoleAgent, Cause: chat.Idle},
	chat.Resumed{},
	chat.Receipt{Member: lee.Member, Through: 1<<53 - 1, Read: true},
	chat.Receipt{Member: chat.Customer, Through: 1},
	chat.Ended{By: kim, Cause: chat.AgentEnded},
	chat.Ended{Cause: chat.Vanished},
}
