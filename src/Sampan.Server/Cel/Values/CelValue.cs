using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Values;

/// <summary>A value of the Common Expression Language. Errors are values too: they travel until an operator absorbs them.</summary>
internal abstract class CelValue
{
    /// <summary>The type at run time; of lists and maps without their elements.</summary>
    public abstract CelType Type { get; }

    /// <summary>What <c>size()</c> and costs count: code points, bytes, elements, entries; null where there is nothing to count.</summary>
    public virtual long? Size => null;

    /// <summary>Whether this and a value of the same type are equal.</summary>
    public abstract bool EqualTo(CelValue other);
}
