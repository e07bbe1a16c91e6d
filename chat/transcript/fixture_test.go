package transcript

import (
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

var (
	ann  = chat.Party{Member: chat.Customer, Role: chat.RoleCustomer, Name: "Ann"}
	bot  = chat.Party{Member: chat.Bot, Role: chat.RoleBot, Name: "Virtual assistant"}
	kim  = chat.Party{Member: chat.AgentMember("7"), Role: chat.RoleAgent, Name: "김하나"}
	lee  = chat.Party{Member: chat.AgentMember("8"), Role: chat.RoleGuest, Name: "Lee"}
	boss = chat.Party{Member: chat.AgentMember("9"), Role: chat.RoleWhisper}
)

// numbered makes entries of payloads, half a minute apart.
func numbered(payloads ...chat.Payload) []chat.Entry {
	at := time.Date(2026, 11, 27, 14, 58, 0, 0, time.UTC)
	entries := make([]chat.Entry, len(payloads))
	for i, p := range payloads {
		entries[i] = chat.Entry{Seq: uint64(i) + 1, At: at.Add(time.Duration(i) * 30 * time.Second), Payload: p}
	}
	return entries
}

// story is a conversation as a supervisor reads it.
func story() []chat.Entry {
	picture := attachment.File{ID: "f1", Name: "영수증 <1>.png", Size: 12_400, Type: "image/png"}
	return numbered(
		chat.Opened{Contact: "c1", Name: ann.Name, Queue: "orders", QueueName: "Orders", Bot: bot.Name},
		chat.Joined{Party: bot},
		chat.Said{ID: "1", From: bot, Text: "Hello! How can I help?"},
		chat.Said{ID: "2", From: ann, Text: "My parcel is late 😡\nWhere is it?"},
		chat.HandedOver{Cause: chat.Asked},
		chat.Queued{Queue: "orders", Name: "Orders"},
		chat.Joined{Party: kim},
		chat.Said{ID: "3", From: kim, Text: "안녕하세요, 김하나입니다. 확인해 보겠습니다."},
		chat.Receipt{Member: chat.Customer, Through: 8, Read: true},
		chat.Joined{Party: boss},
		chat.Said{ID: "4", From: boss, To: chat.Staff, Text: "Offer a refund."},
		chat.Said{ID: "5", From: ann, Files: []attachment.File{picture}},
		chat.Resumed{},
		chat.Noticed{Member: kim.Member, ID: "6", Notices: []pci.Notice{{Outcome: pci.Redacted}}},
		chat.Disconnected{},
		chat.Reconnected{},
		chat.Ended{By: kim, Cause: chat.AgentEnded},
	)
}

var seoul = time.FixedZone("KST", 9*60*60)
