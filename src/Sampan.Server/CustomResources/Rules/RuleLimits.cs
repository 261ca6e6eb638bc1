namespace Sampan.Server.CustomResources.Rules;

/// <summary>What expressions may cost (apiserver/pkg/apis/cel/config.go, apiextensions validation).</summary>
internal static class RuleLimits
{
    /// <summary>One evaluation of one expression: about a tenth of a second.</summary>
    public const long Call = 1_000_000;

    /// <summary>All evaluations for one object: about a second.</summary>
    public const long Object = 10_000_000;

    /// <summary>The worst case of one rule.</summary>
    public const ulong EstimatedRule = 10_000_000;

    /// <summary>The worst case of all rules of a schema.</summary>
    public const ulong EstimatedSchema = 100_000_000;

    /// <summary>The longest message that an expression may make, in bytes.</summary>
    public const int MessageBytes = 5 * 1024;
}
