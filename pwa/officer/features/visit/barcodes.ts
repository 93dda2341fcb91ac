import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/**
 * Reading QR codes. The reader's WebAssembly is a file of ours: no foreign host, and it
 * works without a signal.
 */
prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path),
  },
})

const detector = new BarcodeDetector({ formats: ['qr_code'] })

/** The text of the first QR code in a picture, or null. */
export async function readCode(picture: ImageBitmapSource): Promise<string | null> {
  const [code] = await detector.detect(picture)
  return code?.rawValue ?? null
}
