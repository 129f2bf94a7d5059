// A blank Electron window: the floor our start-up is measured against. Prints ms since the process was created and ends;
// with --stay it stays, for its memory to be read.
const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  })
  window.once('ready-to-show', () => {
    window.show()
    if (process.argv.includes('--stay')) return
    process.stdout.write(`${JSON.stringify({ readyMs: Math.round(Date.now() - performance.timeOrigin) })}\n`)
    app.exit(0)
  })
  void window.loadURL('data:text/html,<body></body>')
})
