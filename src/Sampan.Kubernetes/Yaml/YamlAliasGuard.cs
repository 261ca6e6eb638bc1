namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// Refuses documents whose aliases contain themselves or multiply their size, by go-yaml's measure: the share of
/// nodes that come from aliases may be 99 % of the first 400 000, falling to 10 % at four million.
/// </summary>
internal sealed class YamlAliasGuard
{
    private const int SmallDocument = 400_000;
    private const int LargeDocument = 4_000_000;
    private readonly HashSet<YamlNode> _open = [];
    private int _depth;
    private int _fromAliases;
    private int _all;

    public void Count(YamlNode node)
    {
        _all++;
        _fromAliases += _depth > 0 ? 1 : 0;
        if (_fromAliases > 100 && _all > 1000 && (double)_fromAliases / _all > AllowedShare())
        {
            throw new YamlSyntaxException("yaml: document contains excessive aliasing", node.Line, node.Column);
        }
    }

    public void Enter(YamlNode alias)
    {
        if (!_open.Add(alias.Target!))
        {
            throw new YamlSyntaxException($"yaml: anchor '{alias.Text}' value contains itself", alias.Line, alias.Column);
        }

        _depth++;
    }

    public void Leave(YamlNode alias)
    {
        _open.Remove(alias.Target!);
        _depth--;
    }

    private double AllowedShare() => _all switch
    {
        <= SmallDocument => 0.99,
        >= LargeDocument => 0.10,
        _ => 0.99 - 0.89 * (_all - SmallDocument) / (LargeDocument - SmallDocument),
    };
}
