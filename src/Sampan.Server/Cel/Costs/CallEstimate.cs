namespace Sampan.Server.Cel.Costs;

/// <summary>The estimate of one call.</summary>
/// <param name="Cost">What it costs beyond its arguments.</param>
/// <param name="Result">The size of what it returns, or null where that is not known.</param>
internal readonly record struct CallEstimate(CostRange Cost, CostRange? Result = null)
{
    public static readonly CallEstimate One = new(CostRange.One);
}
