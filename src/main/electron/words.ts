// The few words main itself must say, in dialogs the system draws when no window can. Everything else is the renderer's.
import { app } from 'electron'

const words = {
  'zh-CN': {
    fallen: '窗口多次意外关闭。已保存的内容和草稿都在。',
    again: '重新打开',
    leave: '退出',
    notice: (count: number) => ({ title: '展厅', body: `有 ${count} 条新预警，请到消息中心查看。` }),
  },
  'zh-TW': {
    fallen: '視窗多次意外關閉。已儲存的內容和草稿都在。',
    again: '重新開啟',
    leave: '結束',
    notice: (count: number) => ({ title: '展廳', body: `有 ${count} 則新預警，請到訊息中心查看。` }),
  },
  en: {
    fallen: 'The window closed unexpectedly several times. Everything saved, drafts included, is there.',
    again: 'Open again',
    leave: 'Quit',
    notice: (count: number) => ({ title: 'Forecourt', body: `Unread alerts: ${count}. See the message centre.` }),
  },
} as const

export type Words = (typeof words)[keyof typeof words]

/** In the system's language; Chinese where it is unknown. */
export function systemWords(): Words {
  const locale = app.getLocale()
  if (/^zh-(?:TW|HK|Hant)/i.test(locale)) return words['zh-TW']
  return locale.startsWith('en') ? words.en : words['zh-CN']
}
