'use strict';

const { mkdir, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');

/** The store that a bucket's URL names; a folder when there is none. Each answers `put(key, text)` with the location. */
exports.storeFor = (bucket, folder) => {
  if (!bucket) return folderStore(folder);
  if (bucket.startsWith('s3://')) return s3Store(bucket.slice(5));
  if (bucket.startsWith('gs://')) return googleStore(bucket.slice(5));
  if (/^https?:\/\//.test(bucket)) return azureStore(bucket);
  throw new Error(`TODOS_BUCKET is neither s3://, gs:// nor https://: ${bucket}`);
};

const folderStore = folder => ({
  async put(key, text) {
    const file = join(folder, key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  },
});

/** The SDK is there in Lambda's Node runtimes, so nothing has to be installed for it. */
const s3Store = bucket => ({
  async put(key, text) {
    const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
    const client = new S3Client({ forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL_S3) });
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' }));
    return `s3://${bucket}/${key}`;
  },
});

/** https://cloud.google.com/storage/docs/json_api/v1/objects/insert, with the token of the function's service account. */
const googleStore = bucket => ({
  async put(key, text) {
    const emulator = process.env.STORAGE_EMULATOR_HOST;
    const url = new URL(`/upload/storage/v1/b/${bucket}/o`, emulator || 'https://storage.googleapis.com');
    url.search = new URLSearchParams({ uploadType: 'media', name: key });
    const headers = {
      'content-type': 'application/json',
      ...(emulator ? {} : { authorization: `Bearer ${await googleToken()}` }),
    };
    await send(url, { method: 'POST', headers, body: text });
    return `gs://${bucket}/${key}`;
  },
});

async function googleToken() {
  const url = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';
  const answer = await send(url, { headers: { 'metadata-flavor': 'Google' } });
  return (await answer.json()).access_token;
}

/** https://learn.microsoft.com/rest/api/storageservices/put-blob, with the container's SAS in the URL. */
const azureStore = container => ({
  async put(key, text) {
    const url = new URL(container);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${key}`;
    await send(url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-ms-blob-type': 'BlockBlob' },
      body: text,
    });
    return `${url.origin}${url.pathname}`;
  },
});

/** A store that is busy is worth another try: `Unavailable` is what the workflow's retry looks for. */
async function send(url, request) {
  const answer = await fetch(url, request);
  if (answer.ok) return answer;
  const error = new Error(`${request.method ?? 'GET'} ${new URL(url).host} answered ${answer.status}`);
  if ([429, 502, 503, 504].includes(answer.status)) error.name = 'Unavailable';
  throw error;
}
