import PencilIcon from 'lucide-react/icons/pencil'
import PrinterIcon from 'lucide-react/icons/printer'
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect } from 'react'
import type { ScreenProps } from '../../../src/renderer/nav.ts'
import { describe } from '../../../src/renderer/state.ts'
import { Button } from '../../../src/renderer/ui/Button.tsx'
import { Section } from '../../../src/renderer/ui/DetailPane.tsx'
import { Figures } from '../../../src/renderer/ui/KeyValue.tsx'
import { SyncBadge } from '../../../src/renderer/ui/Mark.tsx'
import { Menu } from '../../../src/renderer/ui/Menu.tsx'
import { Money } from '../../../src/renderer/ui/Money.tsx'
import { Notice } from '../../../src/renderer/ui/Notice.tsx'
import { Steps } from '../../../src/renderer/ui/Steps.tsx'
import { Timeline } from '../../../src/renderer/ui/Timeline.tsx'

export function OrderScreen({ tabId }: ScreenProps) {
  useEffect(() => describe(tabId, { title: 'SO-KS-02-2611-18', standing: 'provisional' }), [tabId])
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <div className="row">
            <h1>周杉 · 青屿 E5 长续航 610</h1>
            <SyncBadge standing="provisional" tag />
            <SyncBadge standing="local" tag />
          </div>
          <p>
            订单 SO-KS-02-2611-18 · 车辆{' '}
            <a className="link" href="#x">
              Y1108
            </a>{' '}
            · 电话 138****4471
          </p>
        </div>
        <Button kind="quiet" icon={PencilIcon}>
          变更
        </Button>
        <Button kind="quiet" icon={PrinterIcon}>
          打印合同
        </Button>
        <Menu
          label="更多"
          entries={[
            { id: 'a', label: '复制订单', keys: 'mod+D', onPress: () => undefined },
            { id: 'b', label: '取消订单', why: '已收定金，先退款', disabled: true, onPress: () => undefined },
            'line',
            { id: 'c', label: '转给', entries: [{ id: 'd', label: '许南枝', onPress: () => undefined }] },
          ]}
        >
          <Button kind="quiet" icon={MoreIcon} label="更多" />
        </Menu>
        <Button kind="primary" size="large" shortcut="F8" onPress={() => undefined}>
          收首付 ¥87,029.57
        </Button>
      </div>
      <div style={{ padding: '0 24px 14px' }}>
        <Steps
          label="进度"
          steps={[
            { label: '报价', note: '2026-11-20', state: 'done' },
            { label: '下单', note: '今天 10:30', state: 'done' },
            { label: '审批', note: '今天 10:47', state: 'done' },
            { label: '收款', note: '已收 ¥5,000.00', state: 'now' },
            { label: '配车确认', note: '等总部', state: 'pencil' },
            { label: '开票上牌', state: 'ahead' },
            { label: '交车', note: '约 2026-11-29', state: 'ahead' },
          ]}
        />
        <div style={{ marginTop: 12 }}>
          <Notice
            kind="pencil"
            action={
              <Button kind="quiet" size="small" className="accent">
                为什么
              </Button>
            }
          >
            <b>这一单先记为暂定。</b>
            现在没有网络，总部还不知道这台车已订出。可以照常收款和打印；联网后通常一秒内有结果，确认后再开票、上牌、交车。
          </Notice>
        </div>
      </div>
      <div className="split">
        <div className="main">
          <h2 className="title">
            价格 <span className="cap">版本 3 · 审批通过的正是这一版</span>
          </h2>
          <div style={{ padding: '16px 0' }}>
            <Figures
              pairs={[
                ['全部费用', <Money key="a" fen={20202957} />],
                ['已收', <Money key="b" fen={500000} />],
                [
                  '客户还需付',
                  <span key="c" className="accent">
                    <Money fen={8702957} whole />
                  </span>,
                ],
              ]}
            />
          </div>
          <table className="facts">
            <thead>
              <tr>
                <th>款项</th>
                <th>收据</th>
                <th>同步</th>
                <th className="num">金额</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td className="mid">定金</td>
                <td>RC-KS-02-2611-31</td>
                <td>
                  <SyncBadge standing="local" />
                </td>
                <td className="num">
                  <Money fen={500000} />
                </td>
              </tr>
              <tr>
                <td className="mid">首付与费用</td>
                <td className="muted">计划，今天到期</td>
                <td>—</td>
                <td className="num">
                  <Money fen={8702957} />
                </td>
              </tr>
            </tbody>
          </table>
        </div>
        <aside className="side">
          <Section title="经过">
            <Timeline
              items={[
                {
                  id: '1',
                  what: '打印购车合同（暂定）',
                  who: '陈屿',
                  note: '今天 10:52 · 前台 2 号机 · 2 份，存档号 8F3C-21',
                  standing: 'local',
                },
                { id: '2', what: '收定金 ¥5,000.00', who: '陈屿', note: '今天 10:49', standing: 'local' },
                { id: '3', what: '下单，暂定预留 Y1108', who: '陈屿', note: '今天 10:30', standing: 'provisional' },
                { id: '4', what: '报价版本 2 → 3', who: '陈屿', note: '2026-11-21 16:20', standing: 'confirmed' },
                { id: '5', what: '试驾 22 分钟', who: '许南枝', note: '2026-11-20 14:02', standing: 'confirmed' },
              ]}
            />
          </Section>
        </aside>
      </div>
    </div>
  )
}
