package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// serverInfo is what a server says of itself and its JetStream.
type serverInfo struct {
	Name      string `json:"server_name"`
	JetStream struct {
		Config *struct {
			SyncAlways bool `json:"sync_always"`
		} `json:"config"`
	} `json:"jetstream"`
}

// checkSync asks the servers whether they sync every write. It returns true if each of peers said so, or, without a cluster,
// any did; false if there was nobody to ask; and ErrNotSynced if one does not, or did not answer.
func checkSync(ctx context.Context, cfg Config, peers []string) (bool, error) {
	if cfg.System == nil && len(cfg.Monitors) == 0 {
		return false, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, cfg.Try, ErrUnavailable)
	defer cancel()
	var infos []serverInfo
	var err error
	if cfg.System != nil {
		infos, err = askServers(ctx, cfg.System, max(1, len(peers)))
	} else {
		infos, err = askMonitors(ctx, cfg.Monitors)
	}
	seen := make(map[string]bool)
	for _, info := range infos {
		if info.JetStream.Config == nil || len(peers) > 0 && !slices.Contains(peers, info.Name) {
			continue
		}
		if !info.JetStream.Config.SyncAlways {
			return false, fmt.Errorf("%w: %s", ErrNotSynced, info.Name)
		}
		seen[info.Name] = true
	}
	for _, peer := range peers {
		if !seen[peer] {
			return false, errors.Join(fmt.Errorf("%w: %s has not said", ErrNotSynced, peer), err)
		}
	}
	if len(seen) == 0 {
		return false, errors.Join(fmt.Errorf("%w: no server has said", ErrNotSynced), err)
	}
	return true, nil
}

// askServers asks all servers over the system account. It waits for at least n of them, and then a little for others.
func askServers(ctx context.Context, system *nats.Conn, n int) (infos []serverInfo, err error) {
	const others = 100 * time.Millisecond
	sub, err := system.SubscribeSync(nats.NewInbox())
	if err != nil {
		return nil, err
	}
	defer sub.Unsubscribe()
	if err := system.PublishRequest("$SYS.REQ.SERVER.PING.VARZ", sub.Subject, nil); err != nil {
		return nil, err
	}
	for {
		next, cancel := ctx, context.CancelFunc(func() {})
		if len(infos) >= n {
			next, cancel = context.WithTimeout(ctx, others)
		}
		msg, err := sub.NextMsgWithContext(next)
		cancel()
		if err != nil {
			return infos, err
		}
		var answer struct {
			Data serverInfo `json:"data"`
		}
		if err := json.Unmarshal(msg.Data, &answer); err != nil {
			return infos, err
		}
		infos = append(infos, answer.Data)
	}
}

// askMonitors asks servers over HTTP.
func askMonitors(ctx context.Context, urls []string) (infos []serverInfo, err error) {
	for _, url := range urls {
		info, e := askMonitor(ctx, strings.TrimSuffix(url, "/")+"/varz")
		if e != nil {
			err = errors.Join(err, e)
			continue
		}
		infos = append(infos, info)
	}
	return infos, err
}

func askMonitor(ctx context.Context, url string) (info serverInfo, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return info, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return info, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return info, fmt.Errorf("jetstream: monitoring: %s", resp.Status)
	}
	return info, json.NewDecoder(resp.Body).Decode(&info)
}
