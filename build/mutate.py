#!/usr/bin/env python3
"""Breaks the condition of each rule, one at a time, and expects a red test.

    build/mutate.py [WORD]      only rules whose file name contains the word

Works on a clone of what is committed, in a temporary folder. Every part of a condition (what stands between && and ||, each property of
a pattern, each comparison) becomes a mutant that an environment variable chooses, so that one build holds them all; then the tests of
the rules run once for each. A mutant that no test notices is printed, and the exit code is 1.
"""
import os, re, shutil, subprocess, sys, tempfile, pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOOK = "src/EtcdMonitor/Rules/Book"
TESTS = "tests/EtcdMonitor.Tests"
SWITCH = """namespace EtcdMonitor.Rules;

internal static class Mutant
{
    private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("MUTANT");

    public static bool Is(int number) => Chosen == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
"""


def split(text, separators):
    """Parts of an expression between separators that stand in no bracket and no string, with the separators."""
    parts, depth, start, i, quoted = [], 0, 0, 0, False
    while i < len(text):
        c = text[i]
        if c == '"' and text[i - 1] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (c in "([{") - (c in ")]}")
            found = next((s for s in separators if depth == 0 and text.startswith(s, i)), None)
            if found:
                parts += [text[start:i], found]
                start, i = i + len(found), i + len(found) - 1
        i += 1
    return parts + [text[start:]]


def variants(part):
    """What a part of a condition may be broken into: its opposite, and a pattern with one property less."""
    yield f"!({part})"
    pattern = re.search(r" is \{(.*)\}$", part, re.S)
    if pattern:
        properties = split(pattern[1], [","])[::2]
        for left_out in range(len(properties)):
            rest = ",".join(p for i, p in enumerate(properties) if i != left_out).strip()
            yield f"{part[:pattern.start()]} is {{ {rest} }}" if rest else "true"


class Mutator:
    def __init__(self, skipped):
        self.mutants, self.skipped = [], skipped

    def condition(self, text, where):
        out = ""
        for i, part in enumerate(split(text, ["&&", "||"])):
            body = part.strip()
            if i % 2 or not body:
                out += part
                continue
            if body.startswith("(") and split(body[1:-1], [")"])[1:] == []:
                out += part.replace(body, f"({self.condition(body[1:-1], where)})")
                continue
            if re.search(r"\b(var|out) \w+|is \{ \} \w+|> 0 and \{", body):
                out += part  # what it declares is used further on
                continue
            choice = body
            for variant in variants(body):
                number = len(self.mutants)
                self.mutants.append((where, body, variant))
                if number not in self.skipped:
                    choice = f"Mutant.Is({number}) ? ({variant}) : {choice}"
            out += part.replace(body, body if choice == body else f"({choice})")
        return out

    def file(self, path):
        text = path.read_text()
        for head, tail in ((r"\n +where ", r"\n +(?:let|select|where|orderby|from|group|join)\b"), (r"\n +if \(", r"\)\n"), (r"static bool \w+\([^)]*\) =>\s", r";\n"),
                           (r"\[\] \w+ = \[\.\. [\w.]+\.Where\(\w+ => ", r"\)\];\n")):
            out, at = "", 0
            for match in re.finditer(head, text):
                end = re.compile(tail).search(text, match.end())
                if match.end() < at or not end:
                    continue
                out += text[at:match.end()] + self.condition(text[match.end():end.start()], path.name)
                at = end.start()
            text = out + text[at:]
        path.write_text(text)


def build(copy, word):
    """Builds a copy that holds all mutants; those that do not compile, as a part may declare what others use, are left out."""
    skipped = set()
    while True:
        subprocess.run(["git", "-C", copy, "checkout", "-q", "--", BOOK], check=True)
        mutator = Mutator(skipped)
        for path in sorted((copy / BOOK).glob("*.cs")):
            if word.lower() in path.name.lower():
                mutator.file(path)
        built = subprocess.run(["dotnet", "build", copy / TESTS, "-clp:ErrorsOnly", "-nologo", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false"], capture_output=True, text=True)
        if built.returncode == 0:
            return mutator, skipped
        places = set(re.findall(r"(\S+\.cs)\((\d+),", built.stdout))
        broken = {int(n) for file, line in places for n in re.findall(r"Mutant\.Is\((\d+)\)", pathlib.Path(file).read_text().split("\n")[int(line) - 1])}
        if not broken - skipped:
            sys.exit(built.stdout)
        skipped |= broken


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = pathlib.Path(folder) / "repository"
        subprocess.run(["git", "clone", "-q", ROOT, copy], check=True)
        (copy / "src/EtcdMonitor/Rules/Mutant.cs").write_text(SWITCH)
        mutator, skipped = build(copy, word)
        program = copy / TESTS / "bin/Debug/net10.0/EtcdMonitor.Tests.dll"
        run = ["dotnet", program, "-noColor", "-namespace", "EtcdMonitor.Tests.Rules", "-namespace", "EtcdMonitor.Tests.State"]
        if subprocess.run(run, capture_output=True).returncode:
            sys.exit("the tests are red without any mutant")
        unseen = []
        chosen = [(number, mutant) for number, mutant in enumerate(mutator.mutants) if number not in skipped]
        for number, mutant in chosen:
            if subprocess.run(run, capture_output=True, env=os.environ | {"MUTANT": str(number)}).returncode == 0:
                unseen.append(mutant)
                print("unnoticed: {}: {}  ->  {}".format(*(re.sub(r"\s+", " ", m) for m in mutant)), flush=True)
        print(f"{len(chosen) - len(unseen)} of {len(chosen)} mutants noticed, {len(skipped)} do not compile")
        sys.exit(1 if unseen else 0)


if __name__ == "__main__":
    main()
