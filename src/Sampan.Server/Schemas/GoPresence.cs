namespace Sampan.Server.Schemas;

/// <summary>How Go holds and writes a field, which decides what a zero or empty value becomes when an object is re-encoded.</summary>
[Flags]
public enum GoPresence
{
    /// <summary>A value that is left out when it is zero or empty; an object by pointer that is left out when absent.</summary>
    OmitEmpty = 0,

    /// <summary>A pointer: a zero that was given stays.</summary>
    Pointer = 1,

    /// <summary>Written even when zero or absent: as zero, empty object, or null for lists, maps and pointers.</summary>
    Always = 2,

    /// <summary>An object held by value: written even when empty.</summary>
    ByValue = 4,

    /// <summary>An object held by value that is left out when zero.</summary>
    OmitZero = 8,
}
