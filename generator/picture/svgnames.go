package picture

import "strings"

// svgElements are the elements of SVG that draw, define or animate.
var svgElements = setOf(`
	svg g defs symbol use switch view title desc style
	path rect circle ellipse line polyline polygon image text tspan textPath
	linearGradient radialGradient stop pattern clipPath mask marker filter
	animate animateMotion animateTransform mpath set
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
	feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
	feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
	feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
	feTurbulence`)

// svgAttributes are their attributes that have an effect, but for href. Names
// that begin with aria- are fine too.
var svgAttributes = setOf(`
	id class style role lang tabindex version viewBox preserveAspectRatio
	x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points width height dx dy rotate
	transform transform-origin pathLength textLength lengthAdjust startOffset
	method side spacing gradientUnits gradientTransform spreadMethod offset
	patternUnits patternContentUnits patternTransform clipPathUnits maskUnits
	maskContentUnits markerUnits markerWidth markerHeight refX refY orient
	filterUnits primitiveUnits systemLanguage requiredFeatures type media

	alignment-baseline baseline-shift clip-path clip-rule color
	color-interpolation color-interpolation-filters color-rendering direction
	display dominant-baseline fill fill-opacity fill-rule filter flood-color
	flood-opacity font-family font-feature-settings font-kerning font-size
	font-size-adjust font-stretch font-style font-variant font-weight
	glyph-orientation-vertical image-rendering isolation kerning
	letter-spacing lighting-color marker marker-end marker-mid marker-start
	mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
	shape-rendering stop-color stop-opacity stroke stroke-dasharray
	stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
	stroke-opacity stroke-width text-anchor text-decoration text-overflow
	text-rendering unicode-bidi vector-effect visibility white-space
	word-spacing writing-mode

	accumulate additive attributeName attributeType begin by calcMode dur end
	fill from keyPoints keySplines keyTimes max min origin path repeatCount
	repeatDur restart to values

	amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode
	elevation exponent in in2 intercept k1 k2 k3 k4 kernelMatrix
	kernelUnitLength limitingConeAngle mode numOctaves operator order
	pointsAtX pointsAtY pointsAtZ preserveAlpha radius result scale seed slope
	specularConstant specularExponent stdDeviation stitchTiles surfaceScale
	tableValues targetX targetY xChannelSelector yChannelSelector z`)

// cssFunctions are the functions of CSS that load nothing, in lower case. url
// is on the list because it may point into the picture itself.
var cssFunctions = setOf(`
	url var calc min max clamp rgb rgba hsl hsla hwb lab lch oklab oklch color
	color-mix light-dark matrix matrix3d perspective rotate rotate3d rotatex
	rotatey rotatez scale scale3d scalex scaley scalez skew skewx skewy
	translate translate3d translatex translatey translatez cubic-bezier steps
	linear blur brightness contrast drop-shadow grayscale hue-rotate invert
	opacity saturate sepia circle ellipse inset path polygon rect
	is not where has lang nth-child nth-last-child nth-of-type
	nth-last-of-type`)

// cssRules are the at-rules that load nothing.
var cssRules = setOf("media supports keyframes")

// setOf returns the words of s as a set.
func setOf(s string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		set[word] = true
	}
	return set
}
