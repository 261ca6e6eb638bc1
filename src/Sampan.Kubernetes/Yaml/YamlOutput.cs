using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Where the written text goes, and where on the line it stands.</summary>
internal sealed class YamlOutput(StringBuilder text)
{
    private bool _blank = true;
    private bool _indentation = true;

    public int Column { get; private set; }

    /// <summary>Whether nothing but indentation and indicators stands on the line.</summary>
    public bool AtIndentation => _indentation;

    public void Put(char c)
    {
        text.Append(c);
        Column += char.IsLowSurrogate(c) ? 0 : 1;
    }

    public void Put(string characters)
    {
        text.Append(characters);
        Column += characters.Length;
    }

    /// <summary>A line break of the content: a line feed, or a rarer one as it is.</summary>
    public void Break(char c)
    {
        text.Append(c);
        Column = 0;
        _indentation = true;
    }

    /// <summary>A space, if the text would else touch what stands before it.</summary>
    public void Space()
    {
        if (!_blank)
        {
            Put(' ');
        }
    }

    /// <summary>Goes to the column, on a new line unless only indentation precedes it on this one.</summary>
    public void Indent(int column)
    {
        if (!_indentation || Column > column || (Column == column && !_blank))
        {
            Break('\n');
        }

        while (Column < column)
        {
            Put(' ');
        }

        _blank = _indentation = true;
    }

    /// <summary>An indicator that keeps the line's indentation open: <c>- </c> and <c>? </c>, or <c>:</c> where <paramref name="indentation"/> is false.</summary>
    public void Indicator(char c, bool spaced, bool indentation)
    {
        if (spaced)
        {
            Space();
        }

        Put(c);
        _blank = false;
        _indentation = _indentation && indentation;
    }

    /// <summary>A line has begun: what comes next touches nothing.</summary>
    public void BeginLine() => _blank = true;

    /// <summary>Text has begun on this line.</summary>
    public void BeginText() => _indentation = false;

    /// <summary>A text has ended that must not touch the next.</summary>
    public void EndText() => _blank = _indentation = false;
}
