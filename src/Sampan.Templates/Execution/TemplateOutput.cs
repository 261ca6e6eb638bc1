using System.Buffers;

namespace Sampan.Templates.Execution;

/// <summary>What a template has written so far, in one piece of borrowed memory: a rendering has many, and most are short.</summary>
internal sealed class TemplateOutput : IDisposable
{
    private char[] _characters = [];

    public int Length { get; private set; }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _characters.Length - Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
    }

    public void Clear() => Length = 0;

    /// <summary>The last characters, at most so many.</summary>
    public ReadOnlySpan<char> Tail(int count) => _characters.AsSpan(0, Length)[Math.Max(0, Length - count)..];

    public override string ToString() => new(_characters.AsSpan(0, Length));

    /// <summary>Gives the memory back; what was written is gone.</summary>
    public void Dispose()
    {
        var borrowed = _characters;
        _characters = [];
        Length = 0;
        if (borrowed.Length > 0)
        {
            ArrayPool<char>.Shared.Return(borrowed);
        }
    }

    private void Grow(int more)
    {
        var (full, length) = (_characters, Length);
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(checked(length + more), length * 2));
        full.AsSpan(0, length).CopyTo(larger);
        Dispose();
        (_characters, Length) = (larger, length);
    }
}
