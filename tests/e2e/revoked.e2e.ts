// A desktop that HQ took off its list, in a real window: it says what happened and what still opens the data, opens by
// the group's recovery key alone, and begins anew.
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { emptyKeys, leaveToGroup, newDataKey, openByPassphrase, readKeys, writeKeys } from '../../src/main/store/keys.ts'
import { freshProfile, launch } from '../support/app.ts'
import { wrongs } from '../support/axe.ts'
import { field, startStore, STORE } from '../support/window.ts'

/** A group's recovery key: the public half as desktops seal to it, the private one as it is printed. */
function group(): { publicKey: string; printed: string } {
  const secret = createHash('sha256').update('a group of this test').digest()
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const check = createHash('sha256').update(secret).digest('hex').slice(0, 4)
  return {
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
    printed: ((secret.toString('hex') + check).toUpperCase().match(/.{4}/g) ?? []).join('-'),
  }
}

test('[S-TRUST-3] the window says what happened, opens by the group’s recovery key, and begins anew', async () => {
  const profile = freshProfile()
  const first = await launch({ profile })
  await startStore(first.page)
  await first.close()
  const file = join(profile, 'keys.json')
  const keys = readKeys(file)
  const key = (await openByPassphrase(keys, STORE.passphrase)) ?? newDataKey()
  const { publicKey, printed } = group()
  writeKeys(file, leaveToGroup({ ...emptyKeys(keys.store, keys.name, keys.madeAt) }, key, publicKey, Date.now()))

  const { page, close } = await launch({ profile })
  await expect(page.getByRole('heading', { name: '总部已停用这台电脑' })).toBeVisible()
  await expect(page.getByText('全部交给总部保管')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath('revoked.png') })
  await page.getByRole('button', { name: '用集团恢复密钥打开' }).click()
  await field(page, 'recoveryCode').fill(printed.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
  await page.getByRole('button', { name: /^打开/ }).click()
  await expect(page.getByText('集团恢复密钥有抄错或缺少的地方')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('revoked-wrong.png') })
  await field(page, 'recoveryCode').fill(printed)
  await page.getByRole('button', { name: /^打开/ }).click()
  await expect(page.getByRole('heading', { name: '谁来用这台电脑？' })).toBeVisible({ timeout: 30_000 })
  await close()

  const again = await launch({ profile })
  await again.page.getByRole('button', { name: '重新开始' }).click()
  await expect(again.page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  await again.close()
})
