package xmltext
import ("testing";"os";"encoding/xml";"bytes";"io")
func load(b *testing.B) []byte { d,_:=os.ReadFile(os.Getenv("XMLF")); i:=bytes.LastIndex(d,[]byte("</")); j:=bytes.IndexByte(d[200:],'>')+201; body:=d[j:i]; out:=append([]byte(nil),d[:j]...); for len(out)<8<<20 { out=append(out,body...)}; return append(out,d[i:]...) }
func BenchmarkOurs(b *testing.B){ d:=string(load(b)); b.SetBytes(int64(len(d))); for b.Loop() { read(d,Options{}) } }
func BenchmarkStd(b *testing.B){ d:=load(b); b.SetBytes(int64(len(d))); for b.Loop() { x:=xml.NewDecoder(bytes.NewReader(d)); x.Strict=false; for { if _,err:=x.Token(); err==io.EOF {break} else if err!=nil {b.Fatal(err)} } } }
