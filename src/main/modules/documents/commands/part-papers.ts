// The papers of the parts store a new store begins with: what a supplier is sent, and the labels of shelves.
import type { PaperKind } from '../../../../shared/modules/documents/rules.ts'

export const partTemplates: readonly { kind: PaperKind; name: string; body: string }[] = [
  {
    kind: 'purchase',
    name: '采购订单',
    body: `<header>
  <div><div class="co">{{ site.legalName }}</div><div class="small">{{ site.address }}{% if site.phone != '' %} · {{ site.phone }}{% endif %}</div></div>
  <div class="r small">采购单号<br><span class="mono">{{ purchase.no }}</span></div>
</header>
<h1>采购订单</h1>
<table>
  <tr><th style="width:86px">供货方</th><td>{{ supplier.name }}</td><th style="width:86px">联系人</th><td>{{ supplier.contact }} {{ supplier.phone }}</td></tr>
  <tr><th>交货日期</th><td>{{ purchase.dueOn }}</td><th>付款条件</th><td>{{ supplier.terms }}</td></tr>
  <tr><th>申请人</th><td>{{ purchase.askedBy }}</td><th>审批人</th><td>{{ purchase.decidedBy }}</td></tr>
</table>
<h2>配件</h2>
<table>
  <tr><th>编码</th><th>名称</th><th class="n">数量</th><th class="n">金额</th></tr>
  {% for part in goods %}<tr><td class="mono">{{ part.code }}</td><td>{{ part.name }}</td><td class="n">{{ part.quantity }}</td><td class="n">{{ part.amount.text }}</td></tr>
  {% endfor %}<tr class="tot"><td>合计</td><td class="cn" colspan="2">{{ purchase.amount.cn }}</td><td class="n">{{ purchase.amount.text }}</td></tr>
</table>
<ol><li>请按编码供货，随货附送货单并注明本采购单号。</li><li>到货当面清点，破损与短少由供货方补齐。</li><li>发票抬头：{{ site.legalName }}{% if site.uscc != '' %}，税号 {{ site.uscc }}{% endif %}。</li></ol>
<div class="sg"><div>供货方（盖章）</div><div>采购方（盖章）</div></div>`,
  },
  {
    kind: 'labels',
    name: '货位标签',
    body: `<div style="display:grid;grid-template-columns:repeat(3,1fr);gap:3mm">
{% for label in labels %}<div style="border:.75px solid #999;border-radius:2mm;padding:2.5mm;height:34mm;overflow:hidden;break-inside:avoid">
  <div style="display:flex;justify-content:space-between;gap:2mm;height:30px"><b style="font-size:12px;line-height:15px;overflow:hidden">{{ label.name }}</b><span class="big" style="white-space:nowrap">{{ label.bin }}</span></div>
  {% if label.bars != '' %}<svg viewBox="0 0 {{ label.width }} 40" preserveAspectRatio="none" style="display:block;width:100%;height:11mm"><path d="{{ label.bars }}"/></svg>{% endif %}
  <div class="mono" style="font-size:11px;line-height:15px">{{ label.code }}</div><div class="small">{{ label.maker }} {{ label.unit }}</div>
</div>
{% endfor %}</div>`,
  },
]
