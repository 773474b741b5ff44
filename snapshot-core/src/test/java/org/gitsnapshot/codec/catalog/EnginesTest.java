package org.gitsnapshot.codec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.ReservedEngine;
import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void everyEngineHasANameLevelsAndAFormatThatRecipesReserve() throws Exception {
    assertThat(Engines.all()).extracting(Engine::name).doesNotHaveDuplicates().isNotEmpty();
    for (Engine engine : Engines.all()) {
      ReservedEngine reserved = ReservedEngine.ofLabel(engine.name()).orElseThrow();
      assertThat(engine.minLevel()).isEqualTo(reserved.minLevel());
      assertThat(engine.maxLevel()).isEqualTo(reserved.maxLevel());
      assertThat(engine.defaultLevel()).isEqualTo(reserved.defaultLevel());
      assertThat("tar." + engine.suffix()).isEqualTo(reserved.format().suffix());
      for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
        assertThat(Engines.of(new Compressor(engine.name(), level))).isSameAs(engine);
        assertThat(engine.memory(level, 1)).isPositive();
      }
    }
  }

  @Test
  void everyReservedEngineIsThere() throws Exception {
    for (ReservedEngine reserved : ReservedEngine.values()) {
      Compressor compressor = Compressor.of(reserved, reserved.defaultLevel());
      assertThat(Engines.of(compressor).name()).isEqualTo(reserved.label());
    }
  }
}
