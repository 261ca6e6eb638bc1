using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>Line breaks within a flowing text: one is read as a space, of more the first is left out.</summary>
internal struct LineFolding
{
    private char _first;
    private string? _others;

    public readonly bool HasBreak => _first != '\0';

    public void Add(char lineBreak)
    {
        if (HasBreak)
        {
            _others += lineBreak;
        }
        else
        {
            _first = lineBreak;
        }
    }

    public readonly void AppendTo(StringBuilder text)
    {
        if (_first != '\n' && HasBreak)
        {
            text.Append(_first).Append(_others);
        }
        else if (HasBreak)
        {
            text.Append(_others ?? " ");
        }
    }
}
