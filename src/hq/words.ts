// What HQ says to the person who runs it, in Chinese and English. The window's own texts are the renderer's.

const zh = {
  started: '展厅总部已启动',
  address: '地址',
  fingerprint: '证书指纹',
  folder: '数据目录',
  version: '版本',
  nextSite: '下一步：建立门店　npm run hq -- --data {folder} site 门店名称',
  nextPair: '然后：生成配对码　npm run hq -- --data {folder} pair 门店名称',
  stopping: '正在停止：完成手头的写入后退出……',
  stopped: '总部已停止。',
  disk: {
    full: '磁盘满了（剩余不足 16 MB）：总部暂停接收，查询照常；各桌面新做的事留在各自电脑上，一件不丢。请清理 {folder} 所在的磁盘，有空间后自动恢复。',
    'read-only': '数据目录只读：总部暂停接收，查询照常；各桌面新做的事留在各自电脑上，一件不丢。请让 {folder} 可以写入，之后自动恢复。',
    broken:
      '写不进数据目录，磁盘可能坏了：总部暂停接收，查询照常；各桌面新做的事留在各自电脑上，一件不丢。请尽快检查 {folder} 所在的磁盘。',
    well: '磁盘恢复正常，总部继续接收。',
  },
  recoveryTitle: '集团恢复密钥',
  recoveryWhy: '请打印或抄写，锁入保险柜。总部不保存它，只显示这一次；电脑损坏而密码遗失时，只有它能打开各桌面的数据。',
  console: '控制台：{url}/console/',
  firstLink: '总部还没有管理员。在浏览器中打开下面的链接，成为第一位集团管理员（{until} 前有效，只能用一次）：',
  linkMade: '{login} 的登录链接，{until} 前有效，只能用一次。打开它的人自己设密码：',
  siteMade: '已建立门店：{name}（代码 {code}）',
  pairMade: '{site} 的配对码，{until} 前有效，只能用一次{group}：',
  pairGroup: '，可看全集团',
  pairHow: '在桌面程序首次启动时选择「加入总部」，粘贴以上整行。',
  revoked: '已停用桌面：{name}。它的下一次请求起不再得到任何数据。',
  revokedRights: '它仍有 {rights} 台车的销售权，可能打印过写明“确定”的单据。请在各车的卡片上收回并写明理由，别的桌面才能卖。',
  moved: '已把桌面 {name} 划归{site}（代码 {code}）。它送完在原门店写下的一切之后，下载新门店的资料。',
  manifestTaken: '已改用清单 {number}：{tables} 种资料、{commands} 种操作。从下一项起按它判断。',
  keysSaved: '{name} 的钥匙文件已写到 {path}。把它以 keys.json 之名放进那台电脑的数据文件夹，打开展厅，用集团恢复密钥打开。',
  noDevices: '还没有桌面配对。',
  seen: '最近联系 {at}',
  never: '从未联系',
  pending: '待同步 {n}',
  behind: '落后 {n} 条',
  skew: '时钟相差 {n} 分钟',
  isRevoked: '已停用 {at}',
  wholeGroup: '全集团',
  demoStart: '正在建立演示店……',
  demoReady: '演示店已就绪。其他桌面可用下面的配对码加入：',
  demoFailed: '演示店没有建成（退出码 {code}）。总部继续运行。',
  usage: `用法：
  npm run hq -- [--data 目录] [--port 端口] [--host 主机名或IP] [--bind 地址] [--cert 文件 --key 文件] [--next-cert 文件] [--renew-certificate] [--publisher 文件] [--demo]
  npm run hq -- [--data 目录] site 门店名称 [--code 代码]
  npm run hq -- [--data 目录] pair 门店 [--group] [--minutes 分钟]
  npm run hq -- [--data 目录] devices
  npm run hq -- [--data 目录] revoke 桌面
  npm run hq -- [--data 目录] move 桌面 --to 门店
  npm run hq -- [--data 目录] keys 桌面 [--out 文件]
  npm run hq -- [--data 目录] manifest 文件
  npm run hq -- [--data 目录] administrator 登录名 [--role administrator|operator|auditor]
  npm run hq -- [--data 目录] recovery-key
其他：--json 只输出一行 JSON，--lang en 用英文`,
  denied: {
    'site-unknown': '没有这个门店。用门店的名称、代码或编号。',
    'code-taken': '这个门店代码已被使用，请用 --code 另取一个。',
    'code-unfit': '门店代码为 2–4 位大写字母或数字，请用 --code 指定。',
    'name-missing': '门店名称不能为空。',
    'device-unknown': '没有这台桌面。用 devices 查看名称和代码。',
    'already-revoked': '这台桌面已经停用。',
    'already-there': '这台桌面已经属于该门店。',
    'site-empty': '该门店还没有第一台桌面，请先用配对码建立它。',
    'holds-rights': '这台桌面持有车辆的销售权。请先在它上面归还，或由门店收回，再划归其他门店。',
    'manifest-unreadable': '这不是一份清单，或本程序认不得其中的内容。没有改动。',
    'manifest-unsigned': '清单的签名不是本总部认可的发布者的，没有采用。发布者只能在总部第一次启动时用 --publisher 指定。',
    'manifest-older': '正在使用的清单一样新或更新，没有改动。',
    'publisher-unfit': '发布者公钥无法使用：需要一个 Ed25519 公钥文件。',
    'publisher-late': '发布者只能在总部第一次启动时指定，现在不能再改。',
    'cannot-write': '总部的磁盘满了、只读或出错，现在写不进去。没有改动。',
    'file-unreadable': '文件 {path} 无法读取。',
    'not-sealed': '这台桌面没有把钥匙交给集团托管，恢复密钥打不开它。',
    'file-exists': '文件 {path} 已存在，没有覆盖。请用 --out 另选一个。',
    'file-unusable': '文件 {path} 不能写入。',
    'no-address': '总部还没有启动过，不知道桌面该连到哪里。请先启动一次总部。',
    'recovery-key-in-use': '已有桌面配对，恢复密钥不能再更换。',
    'directory-in-use': '另一个总部程序正在使用这个数据目录。同一目录只能运行一个。',
    'directory-unusable': '数据目录无法读写，请检查路径、权限和磁盘空间。',
    'key-missing': '数据目录里的密钥文件 hq.key 丢失或损坏，数据库打不开。请从备份中找回它。',
    'database-damaged': '数据库文件已损坏，或 hq.key 不是它的密钥。请从备份恢复。',
    future: '数据库来自更新的版本（{at}，本程序只认识到 {known}）。请先升级总部程序，没有任何改动。',
    'port-in-use': '端口 {port} 已被占用，请用 --port 换一个。',
    'address-unusable': '无法在地址 {bind} 端口 {port} 上监听。',
    certificate: '证书或私钥文件无法读取，或格式不对。',
    'certificate-mismatch': '私钥不是这张证书的。',
    'certificate-expired': '证书已过期，请换一张新的。',
    usage: '看不懂这条命令。',
    internal: '出了意外，详情见数据目录里的 hq.log。',
  },
}

const en: typeof zh = {
  started: 'Forecourt headquarters is running',
  address: 'Address',
  fingerprint: 'Certificate',
  folder: 'Data',
  version: 'Version',
  nextSite: 'Next, make a site:       npm run hq -- --data {folder} site NAME',
  nextPair: 'Then, a pairing code:    npm run hq -- --data {folder} pair NAME',
  stopping: 'Stopping: finishing what is being written …',
  stopped: 'Headquarters stopped.',
  disk: {
    full: 'The disk is full (less than 16 MB left): headquarters takes nothing for now and answers as before; what desktops do stays with them, nothing is lost. Free space on the disk of {folder}; it goes on by itself.',
    'read-only':
      'The data directory is read-only: headquarters takes nothing for now and answers as before; what desktops do stays with them, nothing is lost. Make {folder} writable; it goes on by itself.',
    broken:
      'The data directory cannot be written, the disk may be failing: headquarters takes nothing for now and answers as before; what desktops do stays with them, nothing is lost. Look at the disk of {folder} soon.',
    well: 'The disk is well again; headquarters goes on taking.',
  },
  recoveryTitle: 'Recovery key of the group',
  recoveryWhy:
    'Print it or write it down and lock it away. It is shown this once and kept nowhere: when a computer is broken and its password lost, nothing else opens that desktop’s data.',
  console: 'Console: {url}/console/',
  firstLink: 'Headquarters has no administrator yet. Whoever opens this link in a browser is the first (good until {until}, works once):',
  linkMade: 'Link for {login}, good until {until}, works once. Whoever opens it chooses the password:',
  siteMade: 'Site made: {name} (code {code})',
  pairMade: 'Pairing code for {site}, good until {until}, works once{group}:',
  pairGroup: ', sees the whole group',
  pairHow: 'On the desktop’s first screen choose “Join headquarters” and paste the whole line above.',
  revoked: 'Revoked: {name}. It gets nothing from its next request on.',
  revokedRights:
    'It still has sale rights: {rights}. Papers that say firm may exist. Take each back on the card of its car, with a reason, before another desktop sells it firm.',
  moved: 'Desktop {name} now belongs to {site} (code {code}). It sends everything it wrote at its old site, then downloads the new one.',
  manifestTaken: 'Manifest {number} is in use: {tables} kinds of records, {commands} operations. It judges from the next changeset on.',
  keysSaved:
    'The key file of {name} is in {path}. Put it into that computer’s data folder as keys.json, start Forecourt, and open it with the group’s recovery key.',
  noDevices: 'No desktop has paired yet.',
  seen: 'last seen {at}',
  never: 'never seen',
  pending: '{n} pending',
  behind: '{n} behind',
  skew: 'clock off by {n} min',
  isRevoked: 'revoked {at}',
  wholeGroup: 'whole group',
  demoStart: 'Founding the demo store …',
  demoReady: 'The demo store is ready. Other desktops join with this code:',
  demoFailed: 'The demo store was not founded (exit code {code}). Headquarters keeps running.',
  usage: `Usage:
  npm run hq -- [--data DIR] [--port N] [--host NAME-OR-IP] [--bind ADDRESS] [--cert FILE --key FILE] [--next-cert FILE] [--renew-certificate] [--publisher FILE] [--demo]
  npm run hq -- [--data DIR] site NAME [--code CODE]
  npm run hq -- [--data DIR] pair SITE [--group] [--minutes N]
  npm run hq -- [--data DIR] devices
  npm run hq -- [--data DIR] revoke DEVICE
  npm run hq -- [--data DIR] move DEVICE --to SITE
  npm run hq -- [--data DIR] keys DEVICE [--out FILE]
  npm run hq -- [--data DIR] manifest FILE
  npm run hq -- [--data DIR] administrator LOGIN [--role administrator|operator|auditor]
  npm run hq -- [--data DIR] recovery-key
Also: --json prints one line of JSON only, --lang en speaks English`,
  denied: {
    'site-unknown': 'There is no such site. Use its name, code or id.',
    'code-taken': 'Another site has this code. Choose one with --code.',
    'code-unfit': 'A site code is two to four capitals or digits. Give one with --code.',
    'name-missing': 'A site needs a name.',
    'device-unknown': 'There is no such desktop. The command devices lists names and codes.',
    'already-revoked': 'This desktop is revoked already.',
    'already-there': 'This desktop belongs to that site already.',
    'site-empty': 'That site has no desktop yet. Pair its first one with a code.',
    'holds-rights': 'This desktop has sale rights of cars. Give them back on it, or take them over at its site, before it moves.',
    'manifest-unreadable': 'This is no manifest, or this program does not understand all of it. Nothing was changed.',
    'manifest-unsigned':
      'No publisher this headquarters knows signed the manifest, so it is not used. A publisher is named by --publisher at the very first start.',
    'manifest-older': 'The manifest in use is as new or newer. Nothing was changed.',
    'publisher-unfit': 'The publisher’s key cannot be used: it has to be an Ed25519 public key.',
    'publisher-late': 'A publisher can be named at the very first start only.',
    'cannot-write': 'The disk of headquarters is full, read-only or broken, and nothing can be written now. Nothing was changed.',
    'file-unreadable': 'The file {path} cannot be read.',
    'not-sealed': 'This desktop never sealed its key to the group, so the recovery key does not open it.',
    'file-exists': 'The file {path} exists and was not overwritten. Choose another with --out.',
    'file-unusable': 'The file {path} cannot be written.',
    'no-address': 'Headquarters has never run, so nobody knows where desktops should connect. Start it once first.',
    'recovery-key-in-use': 'Desktops have paired already: the recovery key stays as it is.',
    'directory-in-use': 'Another headquarters process uses this data directory. Only one may run on it.',
    'directory-unusable': 'The data directory cannot be read or written. Check its path, permissions and free space.',
    'key-missing':
      'The key file hq.key of the data directory is missing or damaged, so the database cannot be opened. Bring it back from a backup.',
    'database-damaged': 'The database file is damaged, or hq.key is not its key. Restore it from a backup.',
    future: 'The database comes from a newer version ({at}; this program knows {known}). Update headquarters first; nothing was changed.',
    'port-in-use': 'Port {port} is in use. Choose another with --port.',
    'address-unusable': 'Cannot listen on {bind}, port {port}.',
    certificate: 'The certificate or its key cannot be read, or is no certificate.',
    'certificate-mismatch': 'The key does not belong to the certificate.',
    'certificate-expired': 'The certificate has expired. Give a new one.',
    usage: 'This command is not understood.',
    internal: 'Something unforeseen happened; hq.log in the data directory has the details.',
  },
}

export type Words = typeof zh
export const wordsFor = (language: string): Words => (language.toLowerCase().startsWith('en') ? en : zh)

/** Puts values into the braces of a text. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

export const deniedIn = (words: Words, code: string, values: Readonly<Record<string, string | number>> = {}): string =>
  fill(words.denied[code as keyof Words['denied']] ?? words.denied.internal, values)
