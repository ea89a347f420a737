"""What keeps ffmpeg to the one file it is given."""

from pathlib import Path

PROTOCOLS = "file,pipe,fd"

# Containers and raw streams that hold their own media: none of these follows a reference.
DEMUXERS = (
    "aac,ac3,aiff,alaw,amr,ape,asf,asf_o,au,av1,avi,caf,dff,dnxhd,dsf,dts,dtshd,dv,eac3,ffm,flac,"
    "flv,g722,gsm,gxf,h264,hevc,iff,ivf,iss,lxf,m4v,matroska,webm,mjpeg,mlp,mov,mp3,mpc,mpc8,mpeg,"
    "mpegts,mpegvideo,mulaw,mxf,nsv,nut,obu,ogg,oma,rm,sox,spdif,swf,tak,truehd,tta,vc1,voc,w64,"
    "wav,wtv,wv,y4m,yuv4mpegpipe"
)


def file_url(path: Path) -> str:
    """Return `path` as ffmpeg takes it literally, whatever characters it holds."""
    return f"file:{path.absolute()}"
