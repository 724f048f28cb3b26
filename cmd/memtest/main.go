package main
import ("context";"os";"fmt";"runtime";"runtime/pprof";"time";"kaizen/generator";"kaizen/templates";"kaizen/themes")
func main(){
 r,_:=os.OpenRoot(os.Args[1])
 in:=generator.Inputs{Site:r.FS(),Templates:templates.FS,Themes:themes.FS,Now:time.Now(),Clock:time.Now,Search:true}
 s,err:=generator.Build(context.Background(),in,nil)
 if err!=nil{panic(err)}
 runtime.GC()
 var m runtime.MemStats; runtime.ReadMemStats(&m)
 fmt.Println("live MB",m.HeapAlloc>>20,"sys",m.Sys>>20)
 f,_:=os.Create("/tmp/bench/heap.prof"); pprof.WriteHeapProfile(f); f.Close()
 t:=time.Now(); cf,_:=os.Create("/tmp/bench/inc.prof"); pprof.StartCPUProfile(cf)
 for i:=0;i<5;i++ { s2,err:=generator.Build(context.Background(),in,s); if err!=nil{panic(err)}; s=s2; fmt.Println(s.Times, s.Rendered, s.Parsed) }
 pprof.StopCPUProfile()
 fmt.Println("5 noop rebuilds",time.Since(t))
 runtime.KeepAlive(s)
}
