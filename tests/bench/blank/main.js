// A blank Electron window: the floor our start-up is measured against. Prints ms since the process was created.
const { app, BrowserWindow } = require('electron')
const { readFileSync } = require('node:fs')

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  })
  window.once('ready-to-show', () => {
    window.show()
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
    process.stdout.write(
      `${JSON.stringify({ readyMs: Math.round(Date.now() - performance.timeOrigin), rssMb: Math.round(Number(rss?.[1] ?? 0) / 1024) })}\n`,
    )
    app.exit(0)
  })
  void window.loadURL('data:text/html,<body></body>')
})
