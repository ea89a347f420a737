"""What espeak makes of its input, in IPA: a process of its own, for test_phonemes.py.

espeak's state is global: initialising it in a process in which pyttsx3 speaks would leave
pyttsx3 waiting for its callback for ever. Reads a line of JSON [text, language] and answers
with a line of JSON.
"""

import ctypes
import json
import sys

from narrator.engines import espeak

PHONEMES = 0x1100  # espeakPHONEMES and espeakENDPAUSE of speak_lib.h


def main() -> None:
    """Answer until the input ends.

    One synthesis with espeakPHONEMES has espeak read "[[…]]" as phonemes from then on.
    """
    library, data = espeak.library(), espeak._carried_data()  # noqa: SLF001 - as engines do
    folder = None if data is None else str(data).encode()
    library.espeak_Initialize(2, 0, folder, 0x8000)
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    silent = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
        lambda *_: 0
    )
    library.espeak_SetSynthCallback(silent)
    library.espeak_Synth(b"[[a]]", 6, 0, 0, 0, PHONEMES | 1, None, None)
    library.espeak_Synchronize()
    for line in sys.stdin:
        text, language = json.loads(line)
        if library.espeak_SetVoiceByName(espeak.languages()[language].encode()) != 0:
            raise ValueError(language)
        buffer = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        said = ""
        while rest.value:
            said += library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2).decode()
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


main()
