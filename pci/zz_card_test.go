package pci
import ("testing";"fmt";"strings")
func TestQQ(t *testing.T){
 s,_ := NewScanner(Config{})
 for n:=1;n<5;n++{
 text := strings.Repeat("cvv"+strings.Repeat("<b>", 10)+"123", n)
 fmt.Println(s.FindString(text))
 r := s.Redact(text)
 fmt.Println(r, s.FindString(r))
 }
}
