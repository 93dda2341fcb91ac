"""What can be wrong with evidence, in words that an officer or a client can act on.

tus asks for some of the statuses: 412 for another version, 460 for a checksum that does not fit
(https://tus.io/protocols/resumable-upload, Core protocol and Checksum).
"""

from zhifa.errors import BadRequest, Conflict, NotFound, Problem, TooLarge, TooMany, Unprocessable


class TusVersionUnsupported(Problem):
    status, code, title = 412, "tus_version_unsupported", "上传协议版本不符"
    detail = "上传程序的版本与服务器不符,文件仍在手机上。请更新应用后重试。"


class UploadMetadataInvalid(BadRequest):
    code = "upload_metadata_invalid"
    detail = "上传说明(Upload-Metadata)缺少文件摘要或类型,或格式不正确,未接收任何内容。"


class UploadLengthInvalid(BadRequest):
    code = "upload_length_invalid"
    detail = "没有说明文件的字节数,或字节数不正确,未接收任何内容。"


class UploadOffsetInvalid(BadRequest):
    code = "upload_offset_invalid"
    detail = "没有说明从第几个字节开始上传,或写法不正确,未接收任何内容。"


class UploadChecksumInvalid(BadRequest):
    code = "upload_checksum_invalid"
    detail = "校验值(Upload-Checksum)格式不正确;只支持 sha256,未接收任何内容。"


class UploadTypeUnsupported(Problem):
    status, code, title = 415, "upload_content_type", "内容类型不符"
    detail = "上传内容的类型必须是 application/offset+octet-stream,未接收任何内容。"


class FileTooLarge(TooLarge):
    code = "file_too_large"
    detail = "文件超过了允许的大小,未接收。请缩短录像或降低分辨率后重新拍摄;原件仍在手机上。"


class UploadOverrun(TooLarge):
    code = "upload_length_exceeded"
    detail = "发来的内容比说明的字节数多,这一段未保存;此前已收到的部分仍然保留。"


class UploadNotFound(NotFound):
    code = "upload_not_found"
    detail = "没有找到这次上传,可能已经过期或已取消。请重新上传;原件仍在手机上。"


class UploadOffsetConflict(Conflict):
    code = "upload_offset_conflict"
    detail = "上传位置与服务器已收到的不一致,这一段未保存。请查询已收到的位置后继续。"


class UploadsTooMany(TooMany):
    code = "uploads_too_many"
    detail = "未完成的上传过多。请先完成或取消已开始的上传;原件仍在手机上。"


class ChecksumMismatch(Problem):
    status, code, title = 460, "upload_checksum_mismatch", "校验值不一致"
    detail = "这一段内容在传输中有误,未保存。请重新发送这一段。"


class EvidenceHashMismatch(Problem):
    status, code, title = 460, "evidence_hash_mismatch", "文件摘要不一致"
    detail = "收到的文件与声明的摘要不一致,未作为证据接收;收到的内容已另行留存备查。请从手机重新上传原件。"


class EvidenceNotFound(NotFound):
    code = "evidence_not_found"
    detail = "没有找到该文件:可能尚未上传,或不在您的查看范围内。"


class DerivativePending(Conflict):
    code = "derivative_pending"
    detail = "预览图正在生成,请稍后再看;原件已完整保存。"


class DerivativeImpossible(Unprocessable):
    code = "derivative_impossible"
    detail = "该文件无法生成预览图;原件已完整保存,可以下载查看。"


class RangeUnsatisfiable(Problem):
    status, code, title = 416, "range_unsatisfiable", "请求的范围无效"
    detail = "请求的字节范围超出了文件大小。"
