using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class MemoryStoreTests : StoreContract
{
    protected override ValueTask<IStore> OpenAsync(StoreOptions options) => ValueTask.FromResult<IStore>(new MemoryStore(options));
}
