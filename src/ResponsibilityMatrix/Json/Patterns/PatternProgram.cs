namespace ResponsibilityMatrix.Json;

/// <summary>What an instruction of a program does.</summary>
internal enum PatternOperation : byte
{
    /// <summary>The match is found.</summary>
    Done,

    /// <summary>Consumes a character of a set, forwards or backwards.</summary>
    Take,
    TakeBehind,

    /// <summary>Goes on, and comes back to the target if that fails.</summary>
    Try,
    Jump,

    /// <summary>Keeps the position in a register.</summary>
    Save,

    /// <summary>Consumes what a group matched.</summary>
    Repeat,
    RepeatBehind,
    Anchor,

    /// <summary>Decides what stands up to the target on its own, and goes on there.</summary>
    Look,
    LookNot,

    /// <summary>Begins a loop: its rounds are counted in a register, how many there must be is in the next, and where the round began in
    /// the one after.</summary>
    LoopStart,

    /// <summary>Goes into another round or to the target.</summary>
    LoopTest,
    LoopEnter,
    LoopEnd,
}

/// <summary>An instruction: the target is another one's number; the register is also a group's number, or an anchor.</summary>
internal readonly record struct PatternInstruction(
    PatternOperation Operation, int Target = 0, int Register = 0, CodePoints? Set = null, RepeatNode? Loop = null);

/// <summary>Writes the instructions of a pattern: the steps by which ECMA-262 defines what a pattern matches.</summary>
internal sealed class PatternProgram
{
    private readonly List<PatternInstruction> _instructions = [];

    private PatternProgram(int groups) => RegisterCount = FirstRegisterOf(groups + 1);

    public int RegisterCount { get; private set; }

    public static (PatternInstruction[] Instructions, int RegisterCount) Of(PatternNode pattern)
    {
        var program = new PatternProgram(GroupsIn(pattern));
        program.Add(pattern, isBehind: false);
        program.Add(new PatternInstruction(PatternOperation.Done));
        return ([.. program._instructions], program.RegisterCount);
    }

    /// <summary>The register for where a group begins; the next one is for where it ends.</summary>
    public static int FirstRegisterOf(int group) => 2 * (group - 1);

    private static int GroupsIn(PatternNode node) => node switch
    {
        SequenceNode sequence => sequence.Items.Sum(GroupsIn),
        AlternationNode alternation => alternation.Items.Sum(GroupsIn),
        RepeatNode repeat => GroupsIn(repeat.Item),
        CaptureNode capture => 1 + GroupsIn(capture.Item),
        LookNode look => GroupsIn(look.Item),
        _ => 0,
    };

    private void Add(PatternNode node, bool isBehind)
    {
        switch (node)
        {
            case CharacterNode character:
                Add(new PatternInstruction(isBehind ? PatternOperation.TakeBehind : PatternOperation.Take, Set: character.Set));
                break;
            case SequenceNode sequence:
                for (var i = 0; i < sequence.Items.Length; i++) Add(sequence.Items[isBehind ? ^(i + 1) : i], isBehind);
                break;
            case AlternationNode alternation:
                AddAlternatives(alternation.Items, isBehind);
                break;
            case CaptureNode capture:
                var first = FirstRegisterOf(capture.Number);
                Add(new PatternInstruction(PatternOperation.Save, Register: isBehind ? first + 1 : first));
                Add(capture.Item, isBehind);
                Add(new PatternInstruction(PatternOperation.Save, Register: isBehind ? first : first + 1));
                break;
            case RepeatNode repeat:
                AddLoop(repeat, isBehind);
                break;
            case ReferenceNode reference:
                Add(new PatternInstruction(isBehind ? PatternOperation.RepeatBehind
                    : PatternOperation.Repeat, Register: FirstRegisterOf(reference.Group)));
                break;
            case AnchorNode anchor:
                Add(new PatternInstruction(PatternOperation.Anchor, Register: (int)anchor.Anchor));
                break;
            case LookNode look:
                var at = Add(default);
                Add(look.Item, look.IsBehind);
                Add(new PatternInstruction(PatternOperation.Done));
                _instructions[at] = new PatternInstruction(
                    look.IsNegative ? PatternOperation.LookNot : PatternOperation.Look, _instructions.Count);
                break;
        }
    }

    private void AddAlternatives(PatternNode[] items, bool isBehind)
    {
        List<int> jumps = [];
        for (var i = 0; i < items.Length - 1; i++)
        {
            var attempt = Add(default);
            Add(items[i], isBehind);
            jumps.Add(Add(default));
            _instructions[attempt] = new PatternInstruction(PatternOperation.Try, _instructions.Count);
        }
        Add(items[^1], isBehind);
        foreach (var jump in jumps) _instructions[jump] = new PatternInstruction(PatternOperation.Jump, _instructions.Count);
    }

    private void AddLoop(RepeatNode repeat, bool isBehind)
    {
        var register = RegisterCount;
        RegisterCount += 3;
        Add(new PatternInstruction(PatternOperation.LoopStart, Register: register, Loop: repeat));
        var test = Add(default);
        Add(new PatternInstruction(PatternOperation.LoopEnter, Register: register, Loop: repeat));
        Add(repeat.Item, isBehind);
        Add(new PatternInstruction(PatternOperation.LoopEnd, test, register, Loop: repeat));
        _instructions[test] = new PatternInstruction(PatternOperation.LoopTest, _instructions.Count, register, Loop: repeat);
    }

    private int Add(PatternInstruction instruction)
    {
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }
}
