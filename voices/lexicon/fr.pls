<?xml version="1.0" encoding="UTF-8"?>
<!-- Noms propres que les moteurs de synthèse lisent mal en français. -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="fr">
  <lexeme><grapheme>Auschwitz</grapheme><phoneme>oʃˈvits</phoneme></lexeme>
  <lexeme><grapheme>Auxerre</grapheme><phoneme>oˈsɛʁ</phoneme></lexeme>
  <lexeme><grapheme>Bruxelles</grapheme><phoneme>bʁyˈsɛl</phoneme></lexeme>
  <lexeme><grapheme>Chamonix</grapheme><phoneme>ʃamoˈni</phoneme></lexeme>
  <lexeme><grapheme>Craon</grapheme><phoneme>ˈkʁɑ̃</phoneme></lexeme>
  <lexeme><grapheme>Duras</grapheme><phoneme>dyˈʁas</phoneme></lexeme>
  <lexeme><grapheme>Gestapo</grapheme><phoneme>ɡɛstaˈpo</phoneme></lexeme>
  <lexeme><grapheme>Le Mans</grapheme><phoneme>lə ˈmɑ̃</phoneme></lexeme>
  <lexeme><grapheme>Metz</grapheme><phoneme>ˈmɛs</phoneme></lexeme>
  <lexeme><grapheme>Saint-Ouen</grapheme><phoneme>sɛ̃tuˈɛ̃</phoneme></lexeme>
  <lexeme><grapheme>Saint-Saëns</grapheme><phoneme>sɛ̃ˈsɑ̃s</phoneme></lexeme>
  <lexeme><grapheme>Staël</grapheme><phoneme>ˈstal</phoneme></lexeme>
</lexicon>
