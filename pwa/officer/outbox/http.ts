import { type Api, ApiProblem, NoAnswer } from '@shared/api/client.ts'
import type { SyncAnswer } from '@shared/api/wire.ts'
import * as tus from 'tus-js-client'
import type { FileRow } from '../db/rows.ts'
import type { Progress, Transport } from './transport.ts'

/**
 * What is acknowledged at a time. The server keeps what had come when a line broke, so little is sent twice.
 *
 * A file that fits goes in one request, which saves a round trip, but only the first time: after a break it is
 * created first, since only an upload whose address we know can be gone on with.
 */
const CHUNK = 8 * 1024 * 1024

/** The transport of the application: JSON for entries, tus 1.0 for evidence. */
export function httpTransport(api: Api): Transport {
  return {
    entries: (entries, sent_at) => api.post<SyncAnswer>('/api/sync/entries', { sent_at, entries }),
    present: async (sha256) =>
      (await api.post<{ present: string[] }>('/api/evidence/status', { sha256 })).present,
    upload: async (file, bytes, saved) => {
      await api.freshToken()
      return upload(api, file, bytes, saved)
    },
  }
}

function upload(
  api: Api,
  file: FileRow,
  bytes: ArrayBuffer,
  saved: (progress: Progress) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const task = new tus.Upload(new Blob([bytes]), {
      endpoint: '/api/evidence/uploads',
      uploadUrl: file.upload_url,
      uploadDataDuringCreation: bytes.byteLength <= CHUNK && !file.error,
      chunkSize: CHUNK,
      // Our own loop decides when to try again, and our own database remembers where.
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: { sha256: file.sha256, type: file.type, inspection: file.inspection },
      onBeforeRequest: async (request) => {
        request.setHeader('Authorization', `Bearer ${await api.freshToken()}`)
      },
      onUploadUrlAvailable: () => void saved({ upload_url: task.url }),
      onChunkComplete: (_size, accepted) => void saved({ offset: accepted }),
      onSuccess: () => resolve(),
      onError: (error) => reject(problemOf(error)),
    })
    task.start()
  })
}

/** The refusal or the silence behind an error of the tus client. */
function problemOf(error: Error | tus.DetailedError): Error {
  const response = 'originalResponse' in error ? error.originalResponse : null
  const cause = 'causingError' in error ? error.causingError : error
  if (cause instanceof ApiProblem || cause instanceof NoAnswer) return cause
  if (!response) return new NoAnswer('the upload broke off', { cause: error })
  const body = readable(response.getBody())
  return new ApiProblem(
    response.getStatus(),
    body.code ?? 'upload_refused',
    body.detail ?? '服务器暂时没有收下这个文件,稍后会再传。',
  )
}

function readable(text: string | undefined): { code?: string; detail?: string } {
  try {
    return JSON.parse(text ?? '') ?? {}
  } catch {
    return {}
  }
}
