package reply_test
import ("testing";"strings";"time";"github.com/acdkit/acdkit/email/reply")
func TestZZ(t *testing.T){
 for _, unit := range []string{"Re:", "Re: [a] ", "[a]", "[fwd:", "(fwd)", "[Re]", "[", " ", "R: ", "\u200f", "가", "Re [", "Fwd: "} {
  for _, n := range []int{1<<18, 1<<19, 1<<20} {
   s := strings.Repeat(unit, n/len(unit)); st:=time.Now(); reply.Base(s+"x"); t.Log(unit, n, time.Since(st))
  }}}
