namespace Sampan.Commands.Flags;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Nothing, or <c>=true</c> and the like.</summary>
    Switch,

    /// <summary>One text; the last one given counts.</summary>
    Text,

    /// <summary>A text each time it is given.</summary>
    Texts,

    /// <summary>Texts separated by commas (as in CSV), each time it is given.</summary>
    TextList,
}
