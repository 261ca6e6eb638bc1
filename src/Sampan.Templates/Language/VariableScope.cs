namespace Sampan.Templates.Language;

/// <summary>
/// The variables that a template knows at a point of its text. A name is known from where it is first written on the
/// left, even if only assigned to; it has a slot once it is declared.
/// </summary>
internal sealed class VariableScope
{
    /// <summary>The slot of a variable that is assigned to but declared nowhere.</summary>
    public const int Undeclared = -1;

    private readonly List<string> _known = ["$"];
    private readonly List<string> _declared = ["$"];

    /// <summary>The slots that the template needs.</summary>
    public int SlotCount { get; private set; } = 1;

    public bool IsKnown(string name) => _known.Contains(name);

    public int Slot(string name) => _declared.LastIndexOf(name);

    public void MakeKnown(string name) => _known.Add(name);

    /// <summary>Gives a declared variable its slot.</summary>
    public int Declare(string name)
    {
        _declared.Add(name);
        SlotCount = Math.Max(SlotCount, _declared.Count);
        return _declared.Count - 1;
    }

    public (int Known, int Declared) Mark() => (_known.Count, _declared.Count);

    public void Restore((int Known, int Declared) mark)
    {
        _known.RemoveRange(mark.Known, _known.Count - mark.Known);
        _declared.RemoveRange(mark.Declared, _declared.Count - mark.Declared);
    }
}
