// The templates a new store begins with. Their wording is a beginning: have a lawyer read it before it binds anyone.
import type { PaperKind } from '../../../../shared/modules/documents/rules.ts'
import { partTemplates } from './part-papers.ts'

const HEAD = (label: string, no: string) => `<header>
  <div><div class="co">{{ site.legalName }}</div><div class="small">{{ site.address }}{% if site.phone != '' %} · {{ site.phone }}{% endif %}</div></div>
  <div class="r small">${label}<br><span class="mono">{{ ${no} }}</span></div>
</header>`
const PARTIES = `<table>
  <tr><th style="width:66px">出卖人</th><td>{{ site.legalName }}</td><th style="width:66px">经办人</th><td style="width:208px">{{ consultant.name }}{% if consultant.title != '' %}（{{ consultant.title }}）{% endif %}</td></tr>
  <tr><th>买受人</th><td>{{ customer.name }}</td><th>联系电话</th><td>{{ customer.phone }}</td></tr>
  <tr><th>证件</th><td>{{ customer.paper }} <span class="mono">{{ customer.paperNo }}</span></td><th>住址</th><td>{{ customer.address }}</td></tr>
</table>`
const CAR = `<table>
  <tr><th style="width:66px">品牌型号</th><td>{{ car.name }}{% if car.year != '' %} {{ car.year }} 款{% endif %}</td><th style="width:66px">颜色</th><td style="width:208px">{{ car.exterior }}{% if car.interior != '' %}，{{ car.interior }}色内饰{% endif %}</td></tr>
  <tr><th>车架号</th><td><span class="mono">{{ car.vin }}</span></td><th>合格证号</th><td><span class="mono">{{ car.certificateNo }}</span></td></tr>
  <tr><th>能源</th><td>{{ car.energy }}{% if car.seats != '' %}，{{ car.seats }} 座{% endif %}</td><th>发动机号</th><td><span class="mono">{{ car.engineNo }}</span></td></tr>
</table>`
const PRICE = `<table>
  <tr><td style="width:168px">裸车价（含增值税）</td><td class="d">指导价 {{ price.list.text }}，优惠 {{ price.discount.text }}</td><td class="n" style="width:124px">{{ price.car.text }}</td></tr>
  <tr><td>车辆购置税（代缴）</td><td class="d">按开票日政策，多退少补</td><td class="n">{{ price.tax.text }}</td></tr>
  <tr><td>保险费（代收）</td><td class="d">{{ price.insuranceNote }}</td><td class="n">{{ price.insurance.text }}</td></tr>
  <tr><td>上牌服务（代办）</td><td class="d">{{ price.plateNote }}</td><td class="n">{{ price.plates.text }}</td></tr>
  <tr><td>精品</td><td class="d">{{ price.accessoryNames }}{% if price.giftNames != '' %}（赠送：{{ price.giftNames }}，价值 {{ price.gifts.text }}）{% endif %}</td><td class="n">{{ price.accessories.text }}</td></tr>
  <tr class="tot"><td>合计</td><td class="cn"><span class="d">大写　</span>{{ price.total.cn }}</td><td class="n">{{ price.total.text }}</td></tr>
  <tr><td>其中裸车价</td><td class="cn"><span class="d">大写　</span>{{ price.car.cn }}</td><td class="n">{{ price.car.text }}</td></tr>
</table>`
const SERVICE_CAR = `<table>
  <tr><th style="width:86px">托修方</th><td>{{ customer.name }}</td><th style="width:86px">电话</th><td>{{ customer.phone }}</td></tr>
  <tr><th>车牌号码</th><td>{{ work.plate }}</td><th>车型</th><td>{{ work.car }}</td></tr>
  <tr><th>车辆识别代码</th><td class="mono">{{ work.vin }}</td><th>送修里程</th><td>{{ work.km }} 公里{% if work.fuel != '' %}，油量或电量 {{ work.fuel }}{% endif %}</td></tr>
  <tr><th>送修日期</th><td>{{ work.receivedOn }}</td><th>预计交车</th><td>{{ work.promisedAt }}</td></tr>
</table>`
const SERVICE_LINES = `<table>
  <tr><th>维修项目</th><th class="n">工时</th><th>付款方</th><th class="n">工时费</th></tr>
  {% for job in jobs %}<tr><td>{{ job.name }} <span class="d mono">{{ job.code }}</span></td><td class="n">{{ job.hours }}</td><td>{{ job.payer }}</td><td class="n">{{ job.amount.text }}</td></tr>
  {% endfor %}
</table>
<table>
  <tr><th>配件名称</th><th>配件编码</th><th class="n">数量</th><th>来源</th><th>付款方</th><th class="n">金额</th></tr>
  {% for part in goods %}<tr><td>{{ part.name }}</td><td class="mono">{{ part.code }}</td><td class="n">{{ part.quantity }}</td><td>{{ part.origin }}</td><td>{{ part.payer }}</td><td class="n">{{ part.amount.text }}</td></tr>
  {% endfor %}
</table>`
const SIGN = (left: string, right: string) => `<div class="sg"><div>${left}</div><div>${right}</div></div>`

export const defaultTemplates: readonly { kind: PaperKind; name: string; body: string }[] = [
  {
    kind: 'contract',
    name: '汽车购买合同',
    body: `${HEAD('合同编号', 'paper.no')}
<h1>汽车购买合同</h1>
{% if paper.provisional %}<div class="prov"><b>暂定</b>车辆以总部确认为准，见第六条</div>{% endif %}
<h2>一、当事人</h2>
${PARTIES}
<h2>二、车辆</h2>
${CAR}
<h2>三、价款（人民币）</h2>
${PRICE}
<h2>四、付款</h2>
<table>
  <tr><th>款项</th><th>金额（大写）</th><th class="n">金额</th><th>时间</th><th class="n">已收</th></tr>
  {% for line in plan %}<tr><td>{{ line.kind }}</td><td>{{ line.amount.cn }}</td><td class="n">{{ line.amount.text }}</td><td>{{ line.dueOn | default: '—' }}</td><td class="n">{{ line.received.text }}</td></tr>
  {% endfor %}
</table>
<h2>五、交付</h2>
<ol><li>出卖人于 {% if order.deliverOn != '' %}{{ order.deliverOn }} 前{% else %}双方另行约定之日{% endif %}在{{ site.name }}交付车辆及随车文件（合格证、一致性证书、说明书、保修保养手册、三包凭证），双方当面检查并签署交车单。除本合同所列款项外，出卖人不另收任何费用。</li></ol>
{% if paper.provisional %}<h2>六、暂定条款</h2>
<ol><li>签署时本店与总部未连接，车辆预留待总部确认。出卖人应在确认后立即告知买受人；如该车已由其他门店先行售出，买受人可选择同配置车辆、等待调车或解除合同，解除的，已付款项当日原路全额退还。确认后本标记自动失效，可免费换领无标记的合同。</li></ol>{% endif %}
${SIGN('买受人（签字）', '出卖人（盖章）')}`,
  },
  {
    kind: 'quote',
    name: '报价单',
    body: `${HEAD('报价编号', 'paper.no')}
<h1>报价单</h1>
<h2>客户与车辆</h2>
${PARTIES}
${CAR}
<h2>费用（人民币）</h2>
${PRICE}
{% if price.loan.text != '¥0.00' %}<h2>金融方案</h2>
<table><tr><th style="width:66px">贷款机构</th><td>{{ price.loanBank }}</td><th style="width:66px">贷款金额</th><td class="n">{{ price.loan.text }}</td><th style="width:66px">期数</th><td>{{ price.loanMonths }}</td></tr><tr><th>客户自付</th><td colspan="5">{{ price.customerPays.text }}</td></tr>{% if price.loanRate != '' %}<tr><th>还款方式</th><td>{{ price.loanMethod }}</td><th>首月还款</th><td class="n">{{ price.loanMonthly.text }}</td><th>利息合计</th><td class="n">{{ price.loanInterest.text }}</td></tr><tr><th>尾款</th><td>{{ price.loanBalloon.text }}</td><th>手续费</th><td class="n">{{ price.loanFee.text }}</td><th>年化利率</th><td>{{ price.loanRate }}</td></tr>{% endif %}</table>{% endif %}
<ol><li>本报价以签订合同时的价格与税费政策为准；赠送项目以本单所列为限。</li></ol>
${SIGN('客户确认', '销售顾问')}`,
  },
  {
    kind: 'comparison',
    name: '购车方案比较',
    body: `${HEAD('报价编号', 'paper.no')}
<h1>购车方案比较</h1>
${PARTIES}
<h2>方案（人民币）</h2>
<table>
  <tr><th style="width:84px"></th>{% for s in schemes %}<th>{{ s.name }}<br><span class="mono">{{ s.no }}</span> 第 {{ s.version }} 版</th>{% endfor %}</tr>
  <tr><th>车辆</th>{% for s in schemes %}<td class="d">{{ s.car }}</td>{% endfor %}</tr>
  <tr><th>指导价</th>{% for s in schemes %}<td class="n">{{ s.list.text }}</td>{% endfor %}</tr>
  <tr><th>优惠</th>{% for s in schemes %}<td class="n">{{ s.discount.text }}</td>{% endfor %}</tr>
  <tr><th>裸车价</th>{% for s in schemes %}<td class="n">{{ s.price.text }}</td>{% endfor %}</tr>
  <tr><th>购置税（代缴）</th>{% for s in schemes %}<td class="n">{{ s.tax.text }}</td>{% endfor %}</tr>
  <tr><th>保险（代收）</th>{% for s in schemes %}<td class="n">{{ s.insurance.text }}</td>{% endfor %}</tr>
  <tr><th>保险明细</th>{% for s in schemes %}<td class="d">{{ s.insuranceLines }}</td>{% endfor %}</tr>
  <tr><th>上牌（代办）</th>{% for s in schemes %}<td class="n">{{ s.plates.text }}</td>{% endfor %}</tr>
  <tr><th>精品</th>{% for s in schemes %}<td class="n">{{ s.accessoriesSum.text }}</td>{% endfor %}</tr>
  <tr><th>精品明细</th>{% for s in schemes %}<td class="d">{{ s.accessories }}</td>{% endfor %}</tr>
  <tr><th>赠送（不收费）</th>{% for s in schemes %}<td class="d">{{ s.gifts }}</td>{% endfor %}</tr>
  <tr class="tot"><th>合计</th>{% for s in schemes %}<td class="n">{{ s.total.text }}</td>{% endfor %}</tr>
  <tr><th>置换抵扣</th>{% for s in schemes %}<td class="n">{{ s.tradeIn.text }}</td>{% endfor %}</tr>
  <tr><th>旧车</th>{% for s in schemes %}<td class="d">{{ s.oldCar }}</td>{% endfor %}</tr>
  <tr><th>贷款</th>{% for s in schemes %}<td class="n">{{ s.loan.text }}</td>{% endfor %}</tr>
  <tr><th>贷款机构</th>{% for s in schemes %}<td class="d">{{ s.lender }}</td>{% endfor %}</tr>
  <tr><th>期数</th>{% for s in schemes %}<td class="n">{{ s.months }}</td>{% endfor %}</tr>
  <tr><th>还款方式</th>{% for s in schemes %}<td class="d">{{ s.method }}</td>{% endfor %}</tr>
  <tr><th>首月还款</th>{% for s in schemes %}<td class="n">{{ s.monthly.text }}</td>{% endfor %}</tr>
  <tr><th>年化利率</th>{% for s in schemes %}<td class="n">{{ s.rate }}</td>{% endfor %}</tr>
  <tr><th>利息合计</th>{% for s in schemes %}<td class="n">{{ s.interest.text }}</td>{% endfor %}</tr>
  <tr><th>手续费</th>{% for s in schemes %}<td class="n">{{ s.fee.text }}</td>{% endfor %}</tr>
  <tr><th>尾款</th>{% for s in schemes %}<td class="n">{{ s.balloon.text }}</td>{% endfor %}</tr>
  <tr class="tot"><th>首次支付</th>{% for s in schemes %}<td class="n">{{ s.down.text }}</td>{% endfor %}</tr>
  <tr class="tot"><th>总支出</th>{% for s in schemes %}<td class="n">{{ s.outlay.text }}</td>{% endfor %}</tr>
  <tr><th>有效期至</th>{% for s in schemes %}<td class="n">{{ s.validUntil }}</td>{% endfor %}</tr>
</table>
<ol><li>总支出为合计加利息与手续费，减置换抵扣；赠送项目不收费，以本单所列为限。价格与税费以签订合同时的政策为准。</li></ol>
${SIGN('客户确认', '销售顾问')}`,
  },
  {
    kind: 'receipt',
    name: '收款收据',
    body: `${HEAD('收据编号', 'receipt.no')}
<h1>{% if receipt.refund %}退款凭证{% else %}收款收据{% endif %}</h1>
{% if paper.provisional %}<div class="prov"><b>暂定</b>车辆以总部确认为准</div>{% endif %}
<table>
  <tr><th style="width:86px">{% if receipt.refund %}收款人{% else %}今收到{% endif %}</th><td>{{ customer.name }}</td><th style="width:86px">日期</th><td style="width:160px">{{ receipt.on }}</td></tr>
  <tr><th>订单</th><td class="mono">{{ order.no }}</td><th>方式</th><td>{{ receipt.method }}{% if receipt.methodRef != '' %}（{{ receipt.methodRef }}）{% endif %}</td></tr>
  <tr><th>车辆</th><td colspan="3">{{ car.name }}　<span class="mono">{{ car.vin }}</span></td></tr>
</table>
<h2>款项</h2>
<table>
  <tr><th>款项</th><th>金额（大写）</th><th class="n">金额</th></tr>
  {% for part in receipt.parts %}<tr><td>{{ part.kind }}</td><td>{{ part.amount.cn }}</td><td class="n">{{ part.amount.text }}</td></tr>
  {% endfor %}<tr class="tot"><td>合计</td><td class="cn">{{ receipt.amount.cn }}</td><td class="n big">{{ receipt.amount.text }}</td></tr>
</table>
{% if receipt.note != '' %}<ol><li>备注：{{ receipt.note }}</li></ol>{% endif %}
${SIGN('交款人', '收款人：{{ receipt.by }}（盖章）')}`,
  },
  {
    kind: 'delivery',
    name: '交车确认单',
    body: `${HEAD('订单编号', 'paper.no')}
<h1>交车确认单</h1>
<h2>一、双方</h2>
${PARTIES}
<h2>二、车辆</h2>
${CAR}
<h2>三、文件与检查</h2>
<table>
  {% for paper in papers %}<tr><td><span class="box{% if paper.done %} on{% endif %}"></span>{{ paper.name }}</td></tr>
  {% endfor %}
</table>
<ol><li>买受人确认已当面检查车辆外观、内饰、功能与随车文件、工具，数量齐全、状态完好，成交裸车价 {{ price.car.text }}（大写 {{ price.car.cn }}）。</li></ol>
${SIGN('买受人（签字）', '交车人（签字）')}`,
  },
  {
    kind: 'guarantee',
    name: '家用汽车三包凭证',
    body: `${HEAD('订单编号', 'paper.no')}
<h1>家用汽车三包凭证</h1>
<h2>一、产品</h2>
${CAR}
<h2>二、销售</h2>
<table>
  <tr><th style="width:86px">销售者</th><td>{{ sale.dealer }}</td><th style="width:86px">销售日期</th><td style="width:160px">{{ sale.deliveredOn }}</td></tr>
  <tr><th>地址、电话</th><td colspan="3">{{ site.address }}　{{ site.phone }}</td></tr>
  <tr><th>购买者</th><td>{{ customer.name }}</td><th>联系电话</th><td>{{ customer.phone }}</td></tr>
</table>
<h2>三、三包责任（《家用汽车产品修理更换退货责任规定》）</h2>
<ol>
<li>包修期为 {{ guarantee.repairMonths }} 个月或者 {{ guarantee.repairKm }} 公里{% if guarantee.repairUntil != '' %}（至 {{ guarantee.repairUntil }}）{% endif %}，三包有效期为 {{ guarantee.validMonths }} 个月或者 {{ guarantee.validKm }} 公里{% if guarantee.validUntil != '' %}（至 {{ guarantee.validUntil }}）{% endif %}，均以先到者为准，自销售者开具购车发票之日起计算；开具发票之日与交付之日不一致的，自交付之日起计算。</li>
<li>自三包有效期起算之日起 {{ guarantee.returnDays }} 日内，因质量问题需要更换发动机、变速器、动力蓄电池、行驶驱动电机或者其主要零部件的，购买者可以凭本凭证和购车发票要求换车或者退车。</li>
<li>自三包有效期起算之日起 {{ guarantee.seriousDays }} 日内或者行驶 {{ guarantee.seriousKm }} 公里内（以先到者为准），因质量问题出现转向系统失效、制动系统失效、车身开裂、燃油泄漏或者动力蓄电池起火的，可以要求换车或者退车。</li>
<li>三包有效期内，修理时间累计超过 {{ guarantee.repairDays }} 日，或者同一质量问题累计修理超过 {{ guarantee.sameFaultTimes }} 次，以及规定的其他情形，可以要求换车或者退车；退换时使用补偿系数不得超过 {{ guarantee.compensation }}。</li>
{% if guarantee.nev %}<li>动力蓄电池、驱动电机、电机控制器质保 {{ guarantee.nevMonths }} 个月或者 {{ guarantee.nevKm }} 公里{% if guarantee.nevUntil != '' %}（至 {{ guarantee.nevUntil }}）{% endif %}，以先到者为准。</li>{% endif %}
</ol>
${SIGN('购买者（签字）', '销售者（盖章）')}`,
  },
  {
    kind: 'drive',
    name: '试驾协议',
    body: `${HEAD('试驾编号', 'drive.no')}
<h1>试驾协议</h1>
<h2>一、双方</h2>
<table>
  <tr><th style="width:66px">提供方</th><td>{{ site.legalName }}</td><th style="width:66px">陪驾人</th><td style="width:208px">{{ consultant.name }}</td></tr>
  <tr><th>试驾人</th><td>{{ customer.name }}</td><th>联系电话</th><td>{{ customer.phone }}</td></tr>
  <tr><th>驾驶证</th><td><span class="mono">{{ drive.licenceNo }}</span></td><th>准驾车型</th><td>{{ drive.licenceClass }}{% if drive.licenceUntil != '' %}，有效期至 {{ drive.licenceUntil }}{% endif %}</td></tr>
</table>
<h2>二、车辆与路线</h2>
<table>
  <tr><th style="width:66px">试驾车</th><td>{{ car.name }}{% if drive.plate != '' %}（{{ drive.plate }}）{% endif %}</td><th style="width:66px">时间</th><td style="width:208px">{{ drive.on }} {{ drive.slot }}</td></tr>
  <tr><th>车架号</th><td><span class="mono">{{ car.vin }}</span></td><th>路线</th><td>{{ drive.route }}{% if drive.routeKm != '' %}，约 {{ drive.routeKm }} 公里{% endif %}</td></tr>
  <tr><th>出车里程</th><td>{% if drive.kmOut != '' %}{{ drive.kmOut }} 公里{% endif %}</td><th>油量/电量</th><td>{% if drive.fuelOut != '' %}{{ drive.fuelOut }}%{% endif %}</td></tr>
</table>
<h2>三、约定</h2>
<ol>
<li>试驾人持有有效驾驶证，身体状况适合驾驶，未饮酒，按约定路线行驶，听从陪驾人员提示。</li>
<li>试驾人遵守道路交通安全法律法规；试驾期间因其违法或过错造成的违章、损失，由其依法承担。</li>
<li>提供方保证车辆性能完好并已投保交强险和商业险，出车前双方共同确认车况。</li>
<li>驾驶证信息仅用于核验试驾资格并留存备查，不作他用。</li>
</ol>
${SIGN('试驾人（签字）', '提供方（签字）')}`,
  },
  {
    kind: 'loaner',
    name: '代步车借用协议',
    body: `${HEAD('借用编号', 'loan.no')}
<h1>代步车借用协议</h1>
<h2>一、双方</h2>
<table>
  <tr><th style="width:66px">出借方</th><td>{{ site.legalName }}</td><th style="width:66px">经办人</th><td style="width:208px">{{ consultant.name }}</td></tr>
  <tr><th>借用人</th><td>{{ customer.name }}</td><th>联系电话</th><td>{{ customer.phone }}</td></tr>
  <tr><th>驾驶人</th><td>{{ loan.driver }}</td><th>驾驶证</th><td><span class="mono">{{ loan.licenceNo }}</span> {{ loan.licenceClass }}，有效期至 {{ loan.licenceUntil }}</td></tr>
</table>
<h2>二、车辆</h2>
<table>
  <tr><th style="width:66px">代步车</th><td>{{ car.name }}{% if loan.plate != '' %}（{{ loan.plate }}）{% endif %}</td><th style="width:66px">车架号</th><td style="width:208px"><span class="mono">{{ car.vin }}</span></td></tr>
  <tr><th>借出</th><td>{{ loan.outAt }}</td><th>应还</th><td>{{ loan.dueAt }}</td></tr>
  <tr><th>借出里程</th><td>{{ loan.kmOut }} 公里</td><th>油量/电量</th><td>{{ loan.fuelOut }}%</td></tr>
  {% if loan.order != '' %}<tr><th>送修工单</th><td colspan="3" class="mono">{{ loan.order }}</td></tr>{% endif %}
  {% if loan.inAt != '' %}<tr><th>归还</th><td>{{ loan.inAt }}</td><th>归还里程</th><td>{{ loan.kmIn }} 公里，油量/电量 {{ loan.fuelIn }}%</td></tr>{% endif %}
  {% if loan.returnNote != '' %}<tr><th>还车说明</th><td colspan="3">{{ loan.returnNote }}</td></tr>{% endif %}
</table>
<h2>三、约定</h2>
<ol>
<li>车辆仅供借用人及上列驾驶人在送修期间代步，不得转借、营运、驶出约定地区，不得酒后或无证驾驶。</li>
<li>借用期间的交通违法和因驾驶人过错造成的损失由借用人依法承担；发生事故立即报警、报保险并通知出借方。</li>
<li>按时归还，油量或电量不低于借出时；双方借出、归还时共同查看车况。</li>
<li>驾驶证信息仅用于核验驾驶资格并留存备查，不作他用。</li>
</ol>
${SIGN('借用人（签字）', '出借方（签字）')}`,
  },
  {
    kind: 'invoice',
    name: '开票单',
    body: `${HEAD('发票号码', 'paper.no')}
<h1>{{ invoice.title }}{% if invoice.red %}（红字）{% endif %} 开票单</h1>
<div class="small">本单用于在税务平台开具发票和核对，不是发票。状态：{{ invoice.state }}{% if invoice.redOf != '' %}，冲销发票 {{ invoice.redOf }}{% endif %}</div>
<table>
  <tr><th style="width:110px">发票代码</th><td class="mono">{{ invoice.code }}</td><th style="width:110px">发票号码</th><td class="mono">{{ invoice.number }}</td></tr>
  <tr><th>机打代码</th><td class="mono">{{ invoice.machineCode }}</td><th>机打号码</th><td class="mono">{{ invoice.machineNo }}</td></tr>
  <tr><th>机器编号</th><td class="mono">{{ invoice.machineId }}</td><th>税控码</th><td class="mono">{{ invoice.taxControlCode }}</td></tr>
  <tr><th>开票日期</th><td>{{ invoice.issuedOn }}</td><th>订单</th><td class="mono">{{ order.no }}</td></tr>
  <tr><th>购买方名称</th><td>{{ invoice.buyerName }}</td><th>身份证号码/组织机构代码</th><td class="mono">{{ invoice.buyerPaperNo }}</td></tr>
  <tr><th>购买方纳税人识别号</th><td class="mono" colspan="3">{{ invoice.buyerTaxNo }}</td></tr>
  <tr><th>车辆类型</th><td>{{ invoice.vehicleType }}</td><th>厂牌型号</th><td>{{ invoice.brandModel }}</td></tr>
  {% if invoice.used %}<tr><th>车牌照号</th><td>{{ invoice.plateNo }}</td><th>登记证号</th><td class="mono">{{ invoice.registrationNo }}</td></tr>
  <tr><th>转入地车辆管理所</th><td colspan="3">{{ invoice.transferTo }}</td></tr>{% else %}<tr><th>产地</th><td>{{ invoice.origin }}</td><th>合格证号</th><td class="mono">{{ invoice.certificateNo }}</td></tr>
  <tr><th>进口证明书号</th><td class="mono">{{ invoice.importNo }}</td><th>商检单号</th><td class="mono">{{ invoice.inspectionNo }}</td></tr>{% endif %}
  <tr><th>发动机号码</th><td class="mono">{{ invoice.engineNo }}</td><th>车架号码</th><td class="mono">{{ invoice.vin }}</td></tr>
  <tr class="tot"><td>价税合计</td><td class="cn" colspan="2">{{ invoice.gross.cn }}</td><td class="n">{{ invoice.gross.text }}</td></tr>
  <tr><th>销货单位名称</th><td>{{ invoice.sellerName }}</td><th>电话</th><td>{{ invoice.sellerPhone }}</td></tr>
  <tr><th>纳税人识别号</th><td class="mono">{{ invoice.sellerTaxNo }}</td><th>账号</th><td class="mono">{{ invoice.sellerAccount }}</td></tr>
  <tr><th>地址</th><td>{{ invoice.sellerAddress }}</td><th>开户银行</th><td>{{ invoice.sellerBank }}</td></tr>
  <tr><th>增值税税率或征收率</th><td>{{ invoice.rate }}</td><th>增值税税额</th><td class="n">{{ invoice.tax.text }}</td></tr>
  <tr><th>不含税价</th><td class="n">{{ invoice.net.text }}</td><th>主管税务机关及代码</th><td>{{ invoice.taxOffice }} {{ invoice.taxOfficeCode }}</td></tr>
  <tr><th>完税凭证号码</th><td class="mono">{{ invoice.taxPaymentNo }}</td><th>吨位</th><td>{{ invoice.tonnage }}</td></tr>
  <tr><th>限乘人数</th><td>{{ invoice.seats }}</td><th>开票人</th><td>{{ invoice.drawer }}</td></tr>
  <tr><th>备注</th><td colspan="3">{{ invoice.note }}{% if invoice.reason != '' %} {{ invoice.reason }}{% endif %}</td></tr>
</table>
${SIGN('申请人（签字）', '开票人（签字）')}`,
  },
  {
    kind: 'closing',
    name: '交账单',
    body: `${HEAD('交账编号', 'closing.no')}
<h1>收款交账单</h1>
<table>
  <tr><th style="width:86px">交账人</th><td>{{ closing.cashier }}</td><th style="width:86px">电脑</th><td>{{ closing.desk }}</td></tr>
  <tr><th>交账日</th><td>{{ closing.on }}</td><th>点清时间</th><td>{{ closing.countedAt }}</td></tr>
  <tr><th>状态</th><td>{{ closing.state }}</td><th>复核人</th><td>{{ closing.confirmedBy }}</td></tr>
</table>
<h2>按方式</h2>
<table>
  <tr><th>方式</th><th class="n">账面</th><th class="n">实点</th><th class="n">长短款</th><th>原因</th></tr>
  {% for line in counts %}<tr><td>{{ line.method }}</td><td class="n">{{ line.booked.text }}</td><td class="n">{{ line.counted.text }}</td><td class="n">{{ line.difference.text }}</td><td>{{ line.reason }}</td></tr>
  {% endfor %}<tr class="tot"><td>合计</td><td class="n">{{ closing.booked.text }}</td><td class="n">{{ closing.counted.text }}</td><td class="n">{{ closing.difference.text }}</td><td></td></tr>
</table>
<h2>明细</h2>
<table>
  {% for payment in payments %}<tr><td>{{ payment.at }}</td><td class="mono">{{ payment.no }}</td><td>{{ payment.name }}</td><td>{{ payment.method }}</td><td class="n">{{ payment.amount.text }}</td></tr>
  {% endfor %}
</table>
{% if closing.note != '' or closing.word != '' %}<ol><li>{{ closing.note }} {{ closing.word }}</li></ol>{% endif %}
${SIGN('交账人（签字）', '复核人（签字）')}`,
  },
  {
    kind: 'dunning',
    name: '催款函',
    body: `${HEAD('订单编号', 'paper.no')}
<h1>{{ dunning.level }}</h1>
<p>{{ customer.name }}：</p>
<p>您在本店订购的 {{ car.name }}，约定于 {{ dunning.oldestOn }} 起应付的款项尚有 {{ dunning.overdue.text }}（大写 {{ dunning.overdue.cn }}）未付，已逾期 {{ dunning.days }} 天。</p>
<p>{{ dunning.text }}</p>
<table>
  <tr><th>款项</th><th>约定付款日</th><th class="n">金额</th><th class="n">未付</th></tr>
  {% for line in lines %}<tr><td>{{ line.kind }}</td><td>{{ line.dueOn }}</td><td class="n">{{ line.amount.text }}</td><td class="n">{{ line.unpaid.text }}</td></tr>
  {% endfor %}
</table>
<table>
  <tr><th style="width:86px">收款单位</th><td>{{ site.legalName }}</td></tr>
  <tr><th>开户行与账号</th><td>{{ site.bank }}</td></tr>
  <tr><th>联系电话</th><td>{{ site.phone }}</td></tr>
</table>
${SIGN('', '{{ site.legalName }}（盖章）')}`,
  },
  {
    kind: 'workorder',
    name: '维修委托书',
    body: `${HEAD('工单编号', 'work.no')}
<h1>机动车维修委托书</h1>
${SERVICE_CAR}
<h2>故障描述与委托</h2>
<p>{{ work.kind }}：{{ work.fault }}</p>
${SERVICE_LINES}
<ol><li>未经托修方同意，不增加项目，不超过以上金额。</li><li>所用配件的来源以上表为准；不是原厂件的已当面告知。</li><li>贵重物品请自行保管，旧件请当面说明是否带走。</li></ol>
${SIGN('托修方（签字）', '承修方（盖章）')}`,
  },
  {
    kind: 'settlement',
    name: '维修结算单',
    body: `${HEAD('结算清单编号', 'work.settlementNo')}
<h1>机动车维修结算清单</h1>
${SERVICE_CAR}
<table>
  <tr><th style="width:86px">结算日期</th><td>{{ work.settledOn }}</td><th style="width:86px">工单</th><td class="mono">{{ work.no }}</td></tr>
  <tr><th>故障描述</th><td colspan="3">{{ work.fault }}</td></tr>
</table>
${SERVICE_LINES}
<table>
  <tr><td>工时费</td><td class="n">{{ work.labour.text }}</td><td>配件费</td><td class="n">{{ work.parts.text }}</td><td>优惠</td><td class="n">{{ work.discount.text }}</td></tr>
  <tr class="tot"><td>合计</td><td class="cn" colspan="3">{{ work.total.cn }}</td><td colspan="2" class="n">{{ work.total.text }}</td></tr>
  <tr><td>客户应付</td><td class="n">{{ work.customerPays.text }}</td><td>已付</td><td class="n">{{ work.paid.text }}</td><td></td><td></td></tr>
</table>
${SIGN('托修方（签字）', '承修方（盖章）')}`,
  },
  {
    kind: 'inspection',
    name: '车况检查单',
    body: `${HEAD('工单编号', 'work.no')}
<h1>车况检查单</h1>
${SERVICE_CAR}
<p>正常 {{ found.ok }} 项，注意 {{ found.watch }} 项，需尽快处理 {{ found.urgent }} 项。</p>
<table>
  <tr><th>部位</th><th>检查点</th><th>结果</th><th class="n">测量值</th><th>说明</th><th>客户意见</th><th>上次</th></tr>
  {% for point in points %}<tr><td>{{ point.part }}</td><td>{{ point.name }}</td><td>{{ point.state }}</td><td class="n">{{ point.value }}</td><td>{{ point.note }}</td><td>{{ point.answer }}</td><td class="d">{{ point.before }}</td></tr>
  {% endfor %}
</table>
<ol><li>“尽快”的项目关系行车安全，建议马上处理；未做的会在下次进厂时再次提示。</li></ol>
${SIGN('客户（签字）', '检查人（签字）')}`,
  },
  {
    kind: 'gatepass',
    name: '出门证',
    body: `${HEAD('工单编号', 'work.no')}
<h1>出门证</h1>
<table>
  <tr><th style="width:86px">车牌</th><td>{{ work.plate }}</td><th style="width:86px">车型</th><td>{{ work.car }}</td></tr>
  <tr><th>结算清单</th><td class="mono">{{ work.settlementNo }}</td><th>结算日期</th><td>{{ work.settledOn }}</td></tr>
  <tr><th>签发人</th><td>{{ paper.by }}</td><th>签发时间</th><td>{{ paper.printedAt }}</td></tr>
</table>
<p>以上车辆已结算，准予出门。</p>
${SIGN('门卫（签字）', '签发人（签字）')}`,
  },
  ...partTemplates,
]
