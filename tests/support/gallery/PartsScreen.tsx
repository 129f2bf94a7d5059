import { useState } from 'react'
import { z } from 'zod'
import { Button } from '../../../src/renderer/ui/Button.tsx'
import { CheckField, ChoiceField } from '../../../src/renderer/ui/CheckField.tsx'
import { ComboField, type Found } from '../../../src/renderer/ui/ComboField.tsx'
import { DateField } from '../../../src/renderer/ui/DateField.tsx'
import { ConfirmDialog, Dialog } from '../../../src/renderer/ui/Dialog.tsx'
import { Empty } from '../../../src/renderer/ui/Empty.tsx'
import { Form } from '../../../src/renderer/ui/form/Form.tsx'
import { useForm } from '../../../src/renderer/ui/form/use-form.ts'
import { Loading, ProgressLine } from '../../../src/renderer/ui/Loading.tsx'
import { StatusTag, SyncBadge } from '../../../src/renderer/ui/Mark.tsx'
import { MoneyField } from '../../../src/renderer/ui/MoneyField.tsx'
import { Notice } from '../../../src/renderer/ui/Notice.tsx'
import { NumberField } from '../../../src/renderer/ui/NumberField.tsx'
import { Popover } from '../../../src/renderer/ui/Popover.tsx'
import { Refused } from '../../../src/renderer/ui/Refused.tsx'
import { SelectField } from '../../../src/renderer/ui/SelectField.tsx'
import { Tabs } from '../../../src/renderer/ui/Tabs.tsx'
import { TextArea, TextField } from '../../../src/renderer/ui/TextField.tsx'
import { sayBriefly } from '../../../src/renderer/ui/toast.tsx'
import { Tooltip } from '../../../src/renderer/ui/Tooltip.tsx'

const schema = z.object({
  name: z.string().min(1),
  phone: z.string().regex(/^1\d{10}$/, 'phone'),
  vin: z.string().length(17),
  depositFen: z.int().min(100),
  km: z.int(),
  channel: z.enum(['walk-in', 'web']),
  onDay: z.string(),
  note: z.string(),
  agreed: z.boolean(),
  kind: z.enum(['person', 'company']),
})
const found: Found[] = [
  { id: '1', label: '周杉', more: '138****4471' },
  { id: '2', label: '赵溯', more: '186****2035' },
]

export function PartsScreen() {
  const [dialog, setDialog] = useState<'a' | 'b' | null>(null)
  const [chosen, setChosen] = useState<Found | null>(null)
  const form = useForm({
    module: 'ui',
    schema,
    draft: 'gallery',
    initial: {
      name: '',
      phone: '',
      vin: '',
      depositFen: null as number | null,
      km: null as number | null,
      channel: null as 'walk-in' | 'web' | null,
      onDay: null as string | null,
      note: '',
      agreed: false,
      kind: null as 'person' | 'company' | null,
    },
    send: () => Promise.resolve({ ok: false as const, error: { code: 'disk-full' } }),
  })
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>零件</h1>
          <p>表单、浮层、状态、提示。</p>
        </div>
      </div>
      <Tabs
        label="部分"
        parts={[
          {
            id: 'form',
            label: '表单',
            count: 10,
            content: () => (
              <div style={{ padding: 24, display: 'grid', gridTemplateColumns: '440px 1fr', gap: 40 }}>
                <Form form={form} submit="保存客户" side={<Button kind="quiet">取消</Button>}>
                  <TextField label="姓名" {...form.field('name')} />
                  <div className="pair">
                    <TextField label="手机" width="phone" type="tel" {...form.field('phone')} />
                    <TextField label="车架号" width="vin" mono upper {...form.field('vin')} />
                  </div>
                  <div className="pair">
                    <MoneyField label="定金" {...form.field('depositFen')} />
                    <NumberField label="里程" unit="km" {...form.field('km')} />
                  </div>
                  <div className="pair">
                    <SelectField
                      label="来源"
                      options={[
                        { value: 'walk-in', label: '自然到店', more: '12' },
                        { value: 'web', label: '网络线索' },
                      ]}
                      {...form.field('channel')}
                    />
                    <DateField label="约定交车" {...form.field('onDay')} />
                  </div>
                  <ComboField
                    label="介绍人"
                    optional
                    chosen={chosen}
                    onChange={setChosen}
                    search={(text) => Promise.resolve(found.filter((item) => item.label.includes(text)))}
                  />
                  <ChoiceField
                    label="类型"
                    options={[
                      { value: 'person', label: '个人' },
                      { value: 'company', label: '单位', more: '开专票' },
                    ]}
                    {...form.field('kind')}
                  />
                  <TextArea label="备注" optional {...form.field('note')} />
                  <CheckField label="已签个人信息同意书" hint="联系用途，可随时撤回" {...form.field('agreed')} />
                </Form>
                <div className="stack wide" style={{ maxWidth: 560 }}>
                  <div className="row wrap">
                    <Button kind="primary" shortcut="F9" onPress={() => setDialog('a')}>
                      打开对话框
                    </Button>
                    <Button onPress={() => setDialog('b')}>删除</Button>
                    <Button kind="quiet" onPress={() => sayBriefly('已复制')}>
                      提示
                    </Button>
                    <Tooltip text="打印购车合同" keys="mod+P">
                      <Button>悬停</Button>
                    </Tooltip>
                    <Popover label="说明" trigger={<Button>说明</Button>}>
                      库龄从到店那天算起。
                    </Popover>
                    <Button disabled>不可用</Button>
                    <Button busy>忙</Button>
                    <Button size="small">小</Button>
                  </div>
                  <div className="row wrap">
                    {(['in-stock', 'for-sale', 'demo', 'in-repair', 'sold', 'in-transit', 'pledged'] as const).map((state) => (
                      <StatusTag key={state} state={state} tag />
                    ))}
                  </div>
                  <div className="row wrap">
                    {(['in-stock', 'for-sale', 'demo', 'in-repair', 'sold', 'in-transit', 'pledged'] as const).map((state) => (
                      <StatusTag key={state} state={state} />
                    ))}
                  </div>
                  <div className="row wrap">
                    {(['local', 'sent', 'confirmed', 'needs-you', 'provisional'] as const).map((state) => (
                      <SyncBadge key={state} standing={state} tag />
                    ))}
                    {(['local', 'sent', 'confirmed', 'needs-you', 'provisional'] as const).map((state) => (
                      <SyncBadge key={state} standing={state} />
                    ))}
                  </div>
                  <Notice>
                    <b>平常的话。</b>这里说明现在能做什么。
                  </Notice>
                  <Notice kind="good">
                    <b>全部一致。</b>61 项都有结果。
                  </Notice>
                  <Refused error={{ code: 'internal', incident: 'F-2611-0042' }} onRetry={() => undefined} />
                  <ProgressLine label="导出 车辆 12,400 条" done={0.42} onCancel={() => undefined} />
                  <ProgressLine label="正在整理" done={null} />
                  <Loading />
                </div>
              </div>
            ),
          },
          {
            id: 'empty',
            label: '空',
            content: () => (
              <Empty drawing="people" action={<Button kind="primary">新建客户</Button>}>
                还没有客户。第一位从一次到店登记开始。
              </Empty>
            ),
          },
        ]}
      />
      <Dialog
        open={dialog === 'a'}
        onClose={() => setDialog(null)}
        title="收首付"
        footer={
          <>
            <Button onPress={() => setDialog(null)}>取消</Button>
            <Button kind="primary">收 ¥87,029.57</Button>
          </>
        }
      >
        <TextField label="收据抬头" value="周杉" onChange={() => undefined} autoFocus />
      </Dialog>
      <ConfirmDialog
        open={dialog === 'b'}
        onClose={() => setDialog(null)}
        title="删除这条跟进？"
        confirm="删除"
        onConfirm={() => setDialog(null)}
      >
        删除后客户时间线里不再显示，日志里会留一行。
      </ConfirmDialog>
    </div>
  )
}
