# Macrocomenzi: taste apăsate din nou.

place-macros = Macrocomenzi
macro-records = Se înregistrează tastele. Apasă { $key } pentru a încheia.
macro-empty = Nu s-a apăsat nicio tastă: nu este nimic de păstrat.
macro-secret = Textul tastat conține un număr sau o adresă care ține de un câmp sigilat: nu s-a păstrat.
macro-not-here = O macrocomandă nu păstrează ce se tastează aici: înregistrarea s-a încheiat.
macro-long = Macrocomanda este prea lungă: înregistrarea s-a încheiat.
macro-keys-only = O macrocomandă păstrează doar taste: înregistrarea s-a încheiat.
macro-stopped = Macrocomandă oprită.
macro-broken = Macrocomanda nu poate fi citită. Șterge-o și înregistreaz-o din nou.
macro-no-name = Scrie mai întâi un nume.
macro-long-name = Numele este prea lung.
macros-full = Sunt prea multe macrocomenzi. Șterge una mai întâi.
macro-saved = Macrocomanda { $name } a fost salvată.
macro-deleted = Macrocomandă ștearsă.
macro-sure = Apasă din nou { $key } pentru a șterge definitiv { $name }.
macros-how-open = Scrie pentru a căuta; Enter o rulează.
macros-how-save = Scrie un nume și apasă { $key } pentru a păstra ce s-a înregistrat.
do-stop-macro = încheie macro
help-stop-macro = Încheie înregistrarea macrocomenzii
help-record-macro = Înregistrează o macrocomandă
help-macros = Macrocomenzi: rulează, șterge
do-save-macro = salvează
help-save-macro = Salvează macrocomanda sub acest nume
do-delete-macro = șterge
help-delete-macro = Șterge macrocomanda
