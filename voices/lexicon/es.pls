<?xml version="1.0" encoding="UTF-8"?>
<!-- Nombres propios que los motores de voz leen mal en español. -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="es">
  <lexeme><grapheme>Churchill</grapheme><phoneme>ˈtʃuɾtʃil</phoneme></lexeme>
  <lexeme><grapheme>Frankfurt</grapheme><phoneme>ˈfɾaŋkfuɾt</phoneme></lexeme>
  <lexeme><grapheme>Getxo</grapheme><phoneme>ˈɡetʃo</phoneme></lexeme>
  <lexeme><grapheme>Girona</grapheme><phoneme>ʒiˈɾona</phoneme></lexeme>
  <lexeme><grapheme>Hollywood</grapheme><phoneme>ˈxoliwud</phoneme></lexeme>
  <lexeme><grapheme>Múnich</grapheme><phoneme>ˈmunik</phoneme></lexeme>
  <lexeme><grapheme>Oaxaca</grapheme><phoneme>waˈxaka</phoneme></lexeme>
  <lexeme><grapheme>Tenochtitlan</grapheme><phoneme>tenotʃˈtitlan</phoneme></lexeme>
  <lexeme><grapheme>Texas</grapheme><phoneme>ˈtexas</phoneme></lexeme>
  <lexeme><grapheme>Washington</grapheme><phoneme>ˈwasinton</phoneme></lexeme>
  <lexeme><grapheme>Xochimilco</grapheme><phoneme>sotʃiˈmilko</phoneme></lexeme>
</lexicon>
