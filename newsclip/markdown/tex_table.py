"""Characters of formulas, and what TeX calls them. Data only."""

from __future__ import annotations

_NAME_WORDS = (
    "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ "
    "lambda μ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi "
    "ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega × times ÷ "
    "div · cdot ⋅ cdot ∙ bullet ∘ circ ± pm ∓ mp ∗ ast ⊕ oplus ⊗ otimes ⊖ ominus ⊙ odot ≤ le ≥ ge ≠ ne ≈ "
    "approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⊥ perp ∥ parallel ∣ mid ∑ sum ∏ prod "
    "∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint √ surd ∂ partial ∇ nabla ∞ infty ∈ in ∉ notin ∋ ni ⊂ subset ⊆ "
    "subseteq ⊃ supset ⊇ supseteq ∪ cup ∩ cap ∖ setminus ∅ emptyset ⋃ bigcup ⋂ bigcap ∀ forall ∃ exists ∄ "
    "nexists ¬ neg ∧ wedge ∨ vee ⋀ bigwedge ⋁ bigvee ⊢ vdash ⊨ models ⊤ top → to ← leftarrow ↔ leftrightarrow "
    "⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↦ mapsto ⟶ longrightarrow ⟹ Longrightarrow ⟺ iff ↑ uparrow ↓ "
    "downarrow … ldots ⋯ cdots ⋮ vdots ⋱ ddots ′ prime ℓ ell ℏ hbar ℜ Re ℑ Im ℵ aleph ∠ angle △ triangle ⟨ "
    "langle ⟩ rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ‖ Vert"
)
_NAMES = _NAME_WORDS.split()

TEX = {
    **{sign: f"\\{name}" for sign, name in zip(_NAMES[::2], _NAMES[1::2], strict=True)},
    "ℝ": "\\mathbb{R}",
    "ℕ": "\\mathbb{N}",
    "ℤ": "\\mathbb{Z}",
    "ℚ": "\\mathbb{Q}",
    "ℂ": "\\mathbb{C}",
    "−": "-",
    "{": "\\{",
    "}": "\\}",
    "%": "\\%",
    "#": "\\#",
    "&": "\\&",
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
    "\xa0": " ",
}
"""Sign → command."""

_FUNCTION_WORDS = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det dim ker "
    "gcd deg arg Pr limsup liminf"
)
FUNCTIONS = frozenset(_FUNCTION_WORDS.split())
"""Names of functions that TeX has a command for."""

ACCENTS = {
    "¯": "\\bar",
    "‾": "\\bar",
    "_": "\\bar",
    "^": "\\hat",
    "ˆ": "\\hat",
    "̂": "\\hat",
    "~": "\\tilde",
    "˜": "\\tilde",
    "→": "\\vec",
    "⃗": "\\vec",
    "˙": "\\dot",
    ".": "\\dot",
    "¨": "\\ddot",
    "⏞": "\\overbrace",
    "´": "\\acute",
    "`": "\\grave",
    "˘": "\\breve",
    "ˇ": "\\check",
}
"""Sign over a base → command."""

STRETCHED = {
    "¯": "\\overline",
    "‾": "\\overline",
    "^": "\\widehat",
    "ˆ": "\\widehat",
    "~": "\\widetilde",
    "˜": "\\widetilde",
    "→": "\\overrightarrow",
}
"""Sign over a base of several symbols → command."""
