// A photo as it is kept: at most 1,600 points wide or high, as JPEG, so that a phone's ten megabytes become some hundred kB.
const MOST = 1600
const QUALITY = 0.82

/** @throws when the file is no picture this program can read. */
export async function makeSmaller(file: Blob): Promise<{ kind: 'image/jpeg'; base64: string }> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, MOST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return { kind: 'image/jpeg', base64: canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] ?? '' }
}
