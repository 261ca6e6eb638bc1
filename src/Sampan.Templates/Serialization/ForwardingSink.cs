using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Serialization;

/// <summary>Passes data on to another sink; the derived ones change some of it.</summary>
internal abstract class ForwardingSink(IDataSink next) : IDataSink
{
    protected IDataSink Next { get; } = next;

    public void Null() => Next.Null();

    public void Boolean(bool value) => Next.Boolean(value);

    public void Integer(long value) => Next.Integer(value);

    public void LargeInteger(ulong value) => Next.LargeInteger(value);

    public virtual void Float(double value) => Next.Float(value);

    public virtual void Text(string value) => Next.Text(value);

    public void BeginMapping(int count) => Next.BeginMapping(count);

    public virtual void Key(string key) => Next.Key(key);

    public void EndMapping() => Next.EndMapping();

    public void BeginSequence(int count) => Next.BeginSequence(count);

    public void EndSequence() => Next.EndSequence();
}
