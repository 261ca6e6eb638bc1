using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Text;

/// <summary>Lets the named fields of the outermost map through, whatever the case of their letters, as Go's JSON finds them; what is in the others is dropped.</summary>
internal sealed class NamedFieldsSink(IDataSink wanted, string[] names) : IDataSink
{
    private int _depth;
    private bool _drops;

    public void Null()
    {
        if (!_drops)
        {
            wanted.Null();
        }
    }

    public void Boolean(bool value)
    {
        if (!_drops)
        {
            wanted.Boolean(value);
        }
    }

    public void Integer(long value)
    {
        if (!_drops)
        {
            wanted.Integer(value);
        }
    }

    public void LargeInteger(ulong value)
    {
        if (!_drops)
        {
            wanted.LargeInteger(value);
        }
    }

    public void Float(double value)
    {
        // What JSON cannot say is refused wherever it stands.
        if (!_drops || !double.IsFinite(value))
        {
            wanted.Float(value);
        }
    }

    public void Text(string value)
    {
        if (!_drops)
        {
            wanted.Text(value);
        }
    }

    public void Text(ReadOnlyMemory<char> value)
    {
        if (!_drops)
        {
            wanted.Text(value);
        }
    }

    public void BeginMapping(int count)
    {
        _depth++;
        if (!_drops)
        {
            wanted.BeginMapping(count);
        }
    }

    public void Key(string key)
    {
        if (_depth == 1)
        {
            _drops = !names.Contains(key, StringComparer.OrdinalIgnoreCase);
        }

        if (!_drops)
        {
            wanted.Key(key);
        }
    }

    public void EndMapping()
    {
        if (--_depth == 0)
        {
            _drops = false;
        }

        if (!_drops)
        {
            wanted.EndMapping();
        }
    }

    public void BeginSequence(int count)
    {
        _depth++;
        if (!_drops)
        {
            wanted.BeginSequence(count);
        }
    }

    public void EndSequence()
    {
        _depth--;
        if (!_drops)
        {
            wanted.EndSequence();
        }
    }
}
