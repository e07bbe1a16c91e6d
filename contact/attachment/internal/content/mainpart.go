package content

// Media types of documents, as registered with IANA.
const (
	ooxml   = "application/vnd.openxmlformats-officedocument."
	msWord  = "application/vnd.ms-word."
	msExcel = "application/vnd.ms-excel."
	msSlide = "application/vnd.ms-powerpoint."
	msVisio = "application/vnd.ms-visio."

	docxType = ooxml + "wordprocessingml.document"
	dotxType = ooxml + "wordprocessingml.template"
	docmType = msWord + "document.macroEnabled.12"
	dotmType = msWord + "template.macroEnabled.12"

	xlsxType = ooxml + "spreadsheetml.sheet"
	xltxType = ooxml + "spreadsheetml.template"
	xlsmType = msExcel + "sheet.macroEnabled.12"
	xltmType = msExcel + "template.macroEnabled.12"
	xlamType = msExcel + "addin.macroEnabled.12"
	xlsbType = msExcel + "sheet.binary.macroEnabled.12"

	pptxType = ooxml + "presentationml.presentation"
	potxType = ooxml + "presentationml.template"
	ppsxType = ooxml + "presentationml.slideshow"
	pptmType = msSlide + "presentation.macroEnabled.12"
	potmType = msSlide + "template.macroEnabled.12"
	ppsmType = msSlide + "slideshow.macroEnabled.12"
	ppamType = msSlide + "addin.macroEnabled.12"

	xpsType  = "application/vnd.ms-xpsdocument"
	oxpsType = "application/oxps"
)

// mainParts are the types of the main parts of packages and what these packages are. Those with macros come
// first: a package that claims both is one with macros.
var mainParts = []struct {
	part, media string
	family      Family
}{
	{msWord + "document.macroEnabled.main+xml", docmType, Word},
	{msWord + "template.macroEnabledTemplate.main+xml", dotmType, Word},
	{msExcel + "sheet.macroEnabled.main+xml", xlsmType, Sheet},
	{msExcel + "template.macroEnabled.main+xml", xltmType, Sheet},
	{msExcel + "addin.macroEnabled.main+xml", xlamType, Sheet},
	{msExcel + "sheet.binary.macroEnabled.main", xlsbType, Sheet},
	{msSlide + "presentation.macroEnabled.main+xml", pptmType, Slides},
	{msSlide + "template.macroEnabled.main+xml", potmType, Slides},
	{msSlide + "slideshow.macroEnabled.main+xml", ppsmType, Slides},
	{msSlide + "addin.macroEnabled.main+xml", ppamType, Slides},
	{msVisio + "drawing.macroEnabled.main+xml", msVisio + "drawing.macroEnabled.12", Visio},
	{msVisio + "stencil.macroEnabled.main+xml", msVisio + "stencil.macroEnabled.12", Visio},
	{msVisio + "template.macroEnabled.main+xml", msVisio + "template.macroEnabled.12", Visio},

	{ooxml + "wordprocessingml.document.main+xml", docxType, Word},
	{ooxml + "wordprocessingml.template.main+xml", dotxType, Word},
	{ooxml + "spreadsheetml.sheet.main+xml", xlsxType, Sheet},
	{ooxml + "spreadsheetml.template.main+xml", xltxType, Sheet},
	{ooxml + "presentationml.presentation.main+xml", pptxType, Slides},
	{ooxml + "presentationml.template.main+xml", potxType, Slides},
	{ooxml + "presentationml.slideshow.main+xml", ppsxType, Slides},
	{msVisio + "drawing.main+xml", msVisio + "drawing", Visio},
	{msVisio + "stencil.main+xml", msVisio + "stencil", Visio},
	{msVisio + "template.main+xml", msVisio + "template", Visio},
	{"application/vnd.ms-package.xps-fixeddocumentsequence+xml", xpsType, XPS},
	{"application/oxps-fixeddocumentsequence+xml", oxpsType, XPS},
}
