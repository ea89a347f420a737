<?xml version="1.0" encoding="UTF-8"?>
<!-- Public names and words that the speech engines are known to miss in English. -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>WWI</grapheme><alias>World War One</alias></lexeme>
  <lexeme><grapheme>WWII</grapheme><alias>World War Two</alias></lexeme>
  <lexeme><grapheme>MoMA</grapheme><alias>Moma</alias></lexeme>
  <lexeme><grapheme>Beaulieu</grapheme><phoneme>ˈbjuːli</phoneme></lexeme>
  <lexeme><grapheme>Bodø</grapheme><phoneme>ˈbuːdə</phoneme></lexeme>
  <lexeme><grapheme>Buchenwald</grapheme><phoneme>ˈbuːxənvɑːlt</phoneme></lexeme>
  <lexeme><grapheme>Bundestag</grapheme><phoneme>ˈbʊndəstɑːɡ</phoneme></lexeme>
  <lexeme><grapheme>Cholmondeley</grapheme><phoneme>ˈtʃʌmli</phoneme></lexeme>
  <lexeme><grapheme>Dachau</grapheme><phoneme>ˈdɑːxaʊ</phoneme></lexeme>
  <lexeme><grapheme>Dáil</grapheme><phoneme>ˈdɔɪl</phoneme></lexeme>
  <lexeme><grapheme>Edinburgh</grapheme><phoneme>ˈɛdɪnbɹə</phoneme></lexeme>
  <lexeme><grapheme>Gestapo</grapheme><phoneme>ɡəˈstɑːpoʊ</phoneme></lexeme>
  <lexeme><grapheme>Gothenburg</grapheme><phoneme>ˈɡɑːθənbɜːɡ</phoneme></lexeme>
  <lexeme><grapheme>Gulag</grapheme><phoneme>ˈɡuːlɑːɡ</phoneme></lexeme>
  <lexeme><grapheme>Kyiv</grapheme><phoneme>ˈkiːɪv</phoneme></lexeme>
  <lexeme><grapheme>Lubyanka</grapheme><phoneme>luːˈbjɑːŋkə</phoneme></lexeme>
  <lexeme><grapheme>Luftwaffe</grapheme><phoneme>ˈlʊftvɑːfə</phoneme></lexeme>
  <lexeme><grapheme>Lyon</grapheme><phoneme>liːˈoʊn</phoneme></lexeme>
  <lexeme><grapheme>Niamh</grapheme><phoneme>ˈniːv</phoneme></lexeme>
  <lexeme><grapheme>Oaxaca</grapheme><phoneme>wəˈhɑːkə</phoneme></lexeme>
  <lexeme><grapheme>Passchendaele</grapheme><phoneme>ˈpæʃəndeɪl</phoneme></lexeme>
  <lexeme><grapheme>Politburo</grapheme><phoneme>ˈpɑːlɪtbjʊɹoʊ</phoneme></lexeme>
  <lexeme><grapheme>Reichstag</grapheme><phoneme>ˈɹaɪkstɑːɡ</phoneme></lexeme>
  <lexeme><grapheme>Reims</grapheme><phoneme>ˈɹiːmz</phoneme></lexeme>
  <lexeme><grapheme>Reykjavik</grapheme><phoneme>ˈɹeɪkjəvɪk</phoneme></lexeme>
  <lexeme><grapheme>Sinn Féin</grapheme><phoneme>ʃɪn ˈfeɪn</phoneme></lexeme>
  <lexeme><grapheme>Southwark</grapheme><phoneme>ˈsʌðɚk</phoneme></lexeme>
  <lexeme><grapheme>Taoiseach</grapheme><phoneme>ˈtiːʃək</phoneme></lexeme>
  <lexeme><grapheme>Tromsø</grapheme><phoneme>ˈtɹɑːmsə</phoneme></lexeme>
  <lexeme><grapheme>Tucson</grapheme><phoneme>ˈtuːsɑːn</phoneme></lexeme>
  <lexeme><grapheme>Vardø</grapheme><phoneme>ˈvɑːɹdə</phoneme></lexeme>
  <lexeme><grapheme>Versailles</grapheme><phoneme>vɚˈsaɪ</phoneme></lexeme>
  <lexeme><grapheme>Wehrmacht</grapheme><phoneme>ˈvɛɹmɑːkt</phoneme></lexeme>
  <lexeme><grapheme>Wrocław</grapheme><phoneme>ˈvɹɔːtswɑːf</phoneme></lexeme>
  <lexeme><grapheme>Łódź</grapheme><phoneme>ˈwuːtʃ</phoneme></lexeme>
</lexicon>
