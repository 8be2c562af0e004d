// Makes tests/cases/mandrill/handlebars.jsonl: random templates and what Handlebars.js 4.7.8 makes of them.
// npm install --no-save handlebars@4.7.8 && node tests/cases/make/ask_handlebars.mjs > tests/cases/mandrill/handlebars.jsonl
import Handlebars from 'handlebars';

let seed = Number(process.argv[2] ?? 17);
const most = Number(process.argv[3] ?? 400);
function R(n){seed=(seed+0x6D2B79F5)|0;let t=Math.imul(seed^(seed>>>15),1|seed);t=(t+Math.imul(t^(t>>>7),61|t))^t;return ((t^(t>>>14))>>>0)%n}
const pick=a=>a[R(a.length)];
const vars={email:'a@b.c',name:'Ann',empty:'',zero:0,num:3.5,big:1e21,yes:true,no:false,nil:null,note:"<b>5 & \"x\" 'y' `z` a=b</b>",list:['x','y','z'],objs:[{name:'A',n:1,in:['p','q']},{name:'B',n:0,in:[]}],none:[],obj:{a:1,b:'two',name:'inner',deep:{c:'C'}},eo:{}};
const scal=['name','empty','zero','num','big','yes','no','nil','note','missing','obj.a','obj.deep.c','obj.missing.x','email','list.length','objs.1.name','objs.[0].name','../name','../../name','@index','@key','@first','@last','@root.name','@root.obj.b','./name','this.name','n','a','b','c','p1','p2','../@index','@../index','name.length','"name"',"[name]",'obj.[a]','obj/deep/c','this/name','true'];
const ws=()=>pick(['','','',' ','\n','\n\n','  \n',' x ','y','\n  z','\r\n','\t','a\\ ','x ']);
const t=()=>pick(['','','','','','~']);
function expr(d){const s=pick(scal); return s}
function tag(d){
 const r=R(14);
 if(d<=0||r<4) { const e=expr(); return pick([`{{${t()}${pick(['',' '])}${e}${pick(['',' ','\n'])}${t()}}}`,`{{{${e}}}}`,`{{&${e}}}`,`{{${t()}{${e}}${t()}}}`]) }
 if(r==4) return pick(['{{! c }}','{{!-- }} --}}','{{~! c ~}}','{{!-- c --~}}','{{~!----}}','{{!c--}}']);
 if(r==5) return pick(['\\{{name}}','\\\\{{name}}','\\\\\\{{name}}','x\\{{a}}y{{name}}','\\{{a}}\\{{b}}','\\{{a}}\\\\{{name}}']);
 if(r<10){ const k=pick(['if','unless']); let s=`{{${t()}#${k} ${pick(scal.concat(['list','none','obj','eo','objs']))}${R(8)==0?' includeZero=true':''}${t()}}}`+body(d-1);
   const n=R(3); for(let i=0;i<n;i++) s+=`{{${t()}else ${pick(['if','if','unless','with','each'])} ${pick(scal.concat(['list','obj','none']))}${R(6)==0?' as |p1 p2|':''}${t()}}}`+body(d-1);
   if(R(2)) s+=pick([`{{${t()}else${t()}}}`,`{{${t()}^${t()}}}`,'{{ else }}'])+body(d-1);
   return s+`{{${t()}/${k}${t()}}}`}
 if(r<12){ const k=pick(['each','with']); let s=`{{${t()}#${k} ${pick(['list','objs','obj','none','missing','name','../list','in','obj.deep','this','zero','eo','.'])}${R(4)==0?' as |p1 p2|':''}${t()}}}`+body(d-1);
   if(R(2)) s+=`{{${t()}else${t()}}}`+body(d-1);
   return s+`{{/${k}}}`}
 const n=pick(['list','objs','obj','none','missing','yes','no','zero','empty','name','in','this.list','./obj','obj.deep']); const o=pick(['#','#','#','^']);
 let s=`{{${t()}${o}${n}${t()}}}`+body(d-1); if(R(3)==0)s+=pick(['{{else}}','{{^}}'])+body(d-1); return s+`{{${t()}/${n}${t()}}}`;
}
function body(d){let s='';const n=R(3)+1;for(let i=0;i<n;i++)s+=ws()+tag(d)+ws();return s}

let errors = 0;
for (let made = 0; made < most; ) {
  const text = body(3);
  if (text.length > 240) continue;
  let expect = null;
  let error = false;
  try {
    expect = Handlebars.compile(text)(vars);
  } catch (caught) {
    // A crash of Handlebars.js itself says nothing about the template.
    if (caught instanceof TypeError) continue;
    error = true;
  }
  // Lists and objects are printed otherwise by Mandrill; errors are mostly the same ones again.
  if (expect !== null && /\[object|x,y,z|p,q/.test(expect)) continue;
  if (error && ++errors > most / 5) continue;
  made += 1;
  console.log(JSON.stringify({ name: `random ${made}`, language: 'handlebars', text, html: true, vars: Object.entries(vars).map(([name, content]) => ({ name, content })), email: 'a@b.c', expect, error }));
}
