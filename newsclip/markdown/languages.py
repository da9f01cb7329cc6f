"""Names of programming languages as highlighters write them in bare classes. Data only."""

from __future__ import annotations

_LANGUAGES_WORDS = (
    "abap actionscript ada apache applescript arduino armasm asciidoc asm assembly autohotkey awk bash basic bat "
    "batch bibtex brainfuck c c++ clojure cmake cobol coffeescript console cpp crystal cs csharp c# css csv cuda "
    "cypher d dart delphi diff django docker dockerfile dos elixir elm emacs-lisp elisp erb erlang f# fish fortran "
    "fsharp gcode gherkin git glsl go golang gradle graphql groovy haml handlebars haskell haxe hcl hlsl html http "
    "ini java javascript jinja jinja2 js json json5 jsonc jsp jsx julia kotlin kt latex less lisp llvm lua make "
    "makefile markdown markup mathematica matlab md mermaid mips mysql nasm nginx nim nix objc objective-c objectivec "
    "ocaml octave pascal perl pgsql php plaintext plsql postgresql powershell processing prolog properties protobuf "
    "ps1 puppet purescript py python python3 qml r racket rb reasonml regex rest rs rst ruby rust sas sass scala "
    "scheme scss sh shell shell-session smalltalk solidity sparql sql stata svelte swift systemverilog tcl terraform "
    "tex toml ts tsx twig typescript typst v vala vb vb.net vbnet vbscript verilog vhdl vim vue wasm xhtml xml xquery "
    "yaml yml zig zsh"
)
LANGUAGES = frozenset(_LANGUAGES_WORDS.split())

NO_LANGUAGE = frozenset(
    {"", "none", "auto", "nohighlight", "no-highlight", "undefined", "null", "default", "highlight"}
)
"""Values that say that the language is not known."""
