// A notice of the system for alerts that rang while the window is not in front. It says how many there are and nothing of
// whom or what: it may stand on a locked screen.
import { type BrowserWindow, Notification } from 'electron'
import type { Words } from './words.ts'

export function systemNotices(words: Words, window: () => BrowserWindow | null, open: () => void): (count: number) => void {
  return (count) => {
    const there = window()
    if (!there || there.isFocused() || !Notification.isSupported()) return
    const { title, body } = words.notice(count)
    const notice = new Notification({ title, body, silent: false })
    notice.on('click', open)
    notice.show()
  }
}
