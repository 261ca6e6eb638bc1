namespace Sampan.Templates.Language;

/// <summary>
/// The names that were written lately, so that one that comes again need not be made a string again. Safe for many
/// threads: an entry that another thread replaces is made anew, no more.
/// </summary>
internal sealed class NameTable
{
    /// <summary>A power of two, so that a hash finds its place by a mask.</summary>
    private const int Size = 1024;

    private readonly string?[] _names = new string?[Size];

    public string Get(ReadOnlySpan<char> name)
    {
        ref var entry = ref _names[string.GetHashCode(name) & (Size - 1)];
        return entry is { } known && name.SequenceEqual(known) ? known : entry = name.ToString();
    }
}
