using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Decides what no automaton does: it tries one way after another, as ECMA-262 defines it, and gives up after a number of steps, so that
/// the outcome is the same on a slow computer. Not .NET's own engine: in .NET 10 <c>(?:a+|)+</c> does not match the empty text, the
/// non-backtracking one misses matches of large classes, and groups forget nothing from round to round as those of ECMA-262 do.
/// </summary>
internal sealed class PatternBacktracker : PatternMatcher
{
    private const int MostSteps = 20_000_000;
    private const int MostKept = 4_000_000;
    private readonly PatternInstruction[] _instructions;
    private readonly int _registerCount;
    private readonly int _mostSteps;

    public PatternBacktracker(PatternNode pattern, int mostSteps = MostSteps)
    {
        (_instructions, _registerCount) = PatternProgram.Of(pattern);
        _mostSteps = mostSteps;
    }

    public override PatternResult IsMatch(ReadOnlySpan<byte> utf8)
    {
        var text = ArrayPool<int>.Shared.Rent(utf8.Length);
        try
        {
            var length = 0;
            for (; !utf8.IsEmpty; length++)
            {
                Rune.DecodeFromUtf8(utf8, out var rune, out var bytes);
                text[length] = rune.Value;
                utf8 = utf8[bytes..];
            }
            return new Search(_instructions, text.AsSpan(0, length), new int[_registerCount], _mostSteps).Run();
        }
        finally
        {
            ArrayPool<int>.Shared.Return(text);
        }
    }

    private ref struct Search(PatternInstruction[] instructions, ReadOnlySpan<int> text, int[] registers, int steps)
    {
        private const int Unset = -1;
        private readonly ReadOnlySpan<int> _text = text;
        private readonly List<(int At, int Position, int Changes)> _ways = [];
        private readonly List<(int Register, int Was)> _changes = [];
        private int _steps = steps;

        public PatternResult Run()
        {
            var last = instructions[0] is { Operation: PatternOperation.Anchor, Register: (int)PatternAnchor.Start } ? 0 : _text.Length;
            for (var start = 0; start <= last; start++)
            {
                Array.Fill(registers, Unset);
                _changes.Clear();
                var result = Run(0, start);
                if (result != PatternResult.NoMatch) return result;
            }
            return PatternResult.NoMatch;
        }

        // Runs from an instruction to the next Done. The ways that were left open before are none of its business.
        private PatternResult Run(int at, int position)
        {
            var floor = _ways.Count;
            while (true)
            {
                if (--_steps < 0 || _ways.Count > MostKept || _changes.Count > MostKept) return PatternResult.TimedOut;
                ref readonly var instruction = ref instructions[at++];
                bool goesOn;
                switch (instruction.Operation)
                {
                    case PatternOperation.Done:
                        _ways.RemoveRange(floor, _ways.Count - floor);
                        return PatternResult.Match;
                    case PatternOperation.Take:
                        goesOn = position < _text.Length && instruction.Set!.Contains(_text[position++]);
                        break;
                    case PatternOperation.TakeBehind:
                        goesOn = position > 0 && instruction.Set!.Contains(_text[--position]);
                        break;
                    case PatternOperation.Try:
                        _ways.Add((instruction.Target, position, _changes.Count));
                        goesOn = true;
                        break;
                    case PatternOperation.Jump:
                        at = instruction.Target;
                        goesOn = true;
                        break;
                    case PatternOperation.Save:
                        Set(instruction.Register, position);
                        goesOn = true;
                        break;
                    case PatternOperation.Repeat:
                    case PatternOperation.RepeatBehind:
                        goesOn = TakeAgain(instruction, ref position);
                        break;
                    case PatternOperation.Anchor:
                        goesOn = IsAt((PatternAnchor)instruction.Register, position);
                        break;
                    case PatternOperation.Look:
                    case PatternOperation.LookNot:
                        var before = _changes.Count;
                        var found = Run(at, position);
                        if (found == PatternResult.TimedOut) return found;
                        goesOn = found == PatternResult.Match == (instruction.Operation == PatternOperation.Look);
                        if (instruction.Operation == PatternOperation.LookNot) Undo(before);
                        at = instruction.Target;
                        break;
                    case PatternOperation.LoopStart:
                        Set(instruction.Register, 0);
                        Set(instruction.Register + 1, instruction.Loop!.Min);
                        goesOn = true;
                        break;
                    case PatternOperation.LoopTest:
                        at = Choose(instruction, at, position);
                        goesOn = true;
                        break;
                    case PatternOperation.LoopEnter:
                        Enter(instruction, position);
                        goesOn = true;
                        break;
                    default:
                        goesOn = Leave(instruction, position);
                        at = instruction.Target;
                        break;
                }
                if (goesOn) continue;
                if (_ways.Count == floor) return PatternResult.NoMatch;
                (at, position, var changes) = _ways[^1];
                _ways.RemoveAt(_ways.Count - 1);
                Undo(changes);
            }
        }

        private readonly int Choose(in PatternInstruction test, int enter, int position)
        {
            var loop = test.Loop!;
            var count = registers[test.Register];
            if (count >= loop.Max) return test.Target;
            if (count < registers[test.Register + 1]) return enter;
            _ways.Add((loop.IsLazy ? enter : test.Target, position, _changes.Count));
            return loop.IsLazy ? test.Target : enter;
        }

        private readonly void Enter(in PatternInstruction enter, int position)
        {
            Set(enter.Register, registers[enter.Register] + 1);
            Set(enter.Register + 2, position);
            // Each round forgets what the groups in it matched in the round before.
            var end = PatternProgram.FirstRegisterOf(enter.Loop!.AfterGroups);
            for (var register = PatternProgram.FirstRegisterOf(enter.Loop.FirstGroup); register < end; register++) Set(register, Unset);
        }

        // A round that consumed nothing is none, unless it had to be. Then it may be repeated where it is as often as there must be rounds:
        // no further one has to be.
        private readonly bool Leave(in PatternInstruction end, int position)
        {
            if (registers[end.Register + 2] != position) return true;
            var count = registers[end.Register];
            if (count > registers[end.Register + 1]) return false;
            Set(end.Register + 1, count);
            return true;
        }

        private readonly bool TakeAgain(in PatternInstruction reference, ref int position)
        {
            var (start, end) = (registers[reference.Register], registers[reference.Register + 1]);
            if (start == Unset || end == Unset) return true;
            var length = end - start;
            var from = reference.Operation == PatternOperation.Repeat ? position : position - length;
            if (from < 0 || from + length > _text.Length || !_text.Slice(from, length).SequenceEqual(_text[start..end])) return false;
            position = reference.Operation == PatternOperation.Repeat ? from + length : from;
            return true;
        }

        private readonly bool IsAt(PatternAnchor anchor, int position) => anchor switch
        {
            PatternAnchor.Start => position == 0,
            PatternAnchor.End => position == _text.Length,
            PatternAnchor.WordBoundary => IsWord(position - 1) != IsWord(position),
            _ => IsWord(position - 1) == IsWord(position),
        };

        private readonly bool IsWord(int position) => position >= 0 && position < _text.Length
            && CodePoints.WordCharacters.Contains(_text[position]);

        private readonly void Set(int register, int value)
        {
            if (registers[register] == value) return;
            _changes.Add((register, registers[register]));
            registers[register] = value;
        }

        private readonly void Undo(int until)
        {
            for (var i = _changes.Count - 1; i >= until; i--) registers[_changes[i].Register] = _changes[i].Was;
            _changes.RemoveRange(until, _changes.Count - until);
        }
    }
}
