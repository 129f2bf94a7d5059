// What no page of this application may ever do, whatever it shows: leave its origin, open windows, ask for devices.
import type { App, Session, WebContents } from 'electron'

/** Refuses navigation and new windows in every web contents, also those nobody thought of. */
export function guardContents(app: App, origins: readonly string[]): void {
  const ours = (url: string): boolean => origins.some((origin) => url === origin || url.startsWith(`${origin}/`))
  const guard = (contents: WebContents): void => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    const refuse = (event: { preventDefault(): void; url: string }): void => {
      if (!ours(event.url)) event.preventDefault()
    }
    contents.on('will-navigate', refuse)
    contents.on('will-redirect', refuse)
    contents.on('will-frame-navigate', refuse)
    contents.on('will-attach-webview', (event) => event.preventDefault())
  }
  app.on('web-contents-created', (_event, contents) => guard(contents))
}

/** Putting text on the clipboard at a click is the one thing a page may ask; it cannot read what lies there. */
const HARMLESS = 'clipboard-sanitized-write'

/** Refuses every permission but that one, every device, and downloads. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer((permission as string) === HARMLESS))
  session.setPermissionCheckHandler((_contents, permission) => (permission as string) === HARMLESS)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
}
