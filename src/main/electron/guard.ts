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

/** Refuses every permission and device, and downloads. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
}
