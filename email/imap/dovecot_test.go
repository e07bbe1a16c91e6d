package imap_test

import (
	"bufio"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"github.com/acdkit/acdkit/email/imap"
)

// dovecot is a box on Dovecot, whose version 2.3 is in Debian 12.
type dovecot struct {
	imap.Config
	home string
}

func TestDovecot(t *testing.T) {
	for _, name := range []string{"dovecot", "/usr/sbin/dovecot"} { // the latter is not on everybody's PATH
		if path, err := exec.LookPath(name); err == nil {
			testBox(t, func(t testing.TB) box { return startDovecot(t, path) })
			return
		}
	}
	t.Skip("dovecot is not installed")
}

// dovecotConfig has the folder, the port and the user that owns the mail.
const dovecotConfig = `
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
mail_location = maildir:%[1]s/home/Maildir
mail_uid = %[3]s
mail_gid = %[4]s
passdb {
  driver = static
  args = password=correct
}
userdb {
  driver = static
  args = uid=%[3]s gid=%[4]s home=%[1]s/home
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = %[2]d
  }
}
`

// asOther is for who is not root: everything then runs as the same user.
const asOther = `
first_valid_uid = 1
default_internal_user = %[3]s
default_login_user = %[3]s
default_internal_group = %[4]s
service imap-login {
  chroot =
}
service anvil {
  chroot =
}
`

func startDovecot(t testing.TB, path string) *dovecot {
	t.Helper()
	dir := t.TempDir()
	server, client := certificate(t, "127.0.0.1")
	writePEM(t, filepath.Join(dir, "cert.pem"), "CERTIFICATE", server.Certificates[0].Certificate[0])
	key, err := x509.MarshalPKCS8PrivateKey(server.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	writePEM(t, filepath.Join(dir, "key.pem"), "PRIVATE KEY", key)
	port := freePort(t)
	config := fmt.Sprintf(dovecotConfig, dir, port, "nobody", "nogroup")
	if os.Getuid() != 0 {
		me, err := user.Current()
		if err != nil {
			t.Fatal(err)
		}
		group, err := user.LookupGroupId(me.Gid)
		if err != nil {
			t.Fatal(err)
		}
		config = fmt.Sprintf(dovecotConfig+asOther, dir, port, me.Username, group.Name)
	}
	home := filepath.Join(dir, "home")
	if err := os.Mkdir(home, 0o777); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{home: 0o777, dir: 0o755, filepath.Dir(dir): 0o755} { // for the mail's owner
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "dovecot.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	serveDovecot(t, exec.CommandContext(t.Context(), path, "-F", "-c", file))
	return &dovecot{home: home, Config: imap.Config{
		Server: fmt.Sprintf("127.0.0.1:%d", port), TLS: client, Login: imap.Login{User: "desk", Password: "correct"}, Address: "desk@example.com",
	}}
}

// serveDovecot runs the server until the test ends, and returns when it listens.
func serveDovecot(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	var log strings.Builder
	for lines := bufio.NewScanner(said); lines.Scan(); {
		log.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "starting up") {
			go func() {
				for lines.Scan() { // so that it never waits
				}
			}()
			return
		}
	}
	t.Fatalf("dovecot does not start:\n%s", log.String())
}

func writePEM(t testing.TB, path, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (d *dovecot) config() imap.Config { return d.Config }

func (d *dovecot) put(t testing.TB, raw string) {
	t.Helper()
	c := client(t, d.Config)
	defer c.Close()
	cmd := c.Append("INBOX", int64(len(raw)), nil)
	_, err := cmd.Write([]byte(raw))
	if err == nil {
		err = cmd.Close()
	}
	if err == nil {
		_, err = cmd.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (d *dovecot) flags(t testing.TB) []string { return fetched(t, d.Config) }

func (d *dovecot) count(t testing.TB, name string) int {
	t.Helper()
	c := client(t, d.Config)
	defer c.Close()
	status, err := c.Status(name, &goimap.StatusOptions{NumMessages: true}).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return int(*status.NumMessages)
}

// renew puts the whole mailbox away, but for what says which UIDVALIDITY is next.
func (d *dovecot) renew(t testing.TB) {
	t.Helper()
	mailbox, old := filepath.Join(d.home, "Maildir"), filepath.Join(d.home, "Old")
	if err := os.Rename(mailbox, old); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(mailbox, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(mailbox, 0o777); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(old, "dovecot-uidvalidity*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		if err := os.Rename(name, filepath.Join(mailbox, filepath.Base(name))); err != nil {
			t.Fatal(err)
		}
	}
}
